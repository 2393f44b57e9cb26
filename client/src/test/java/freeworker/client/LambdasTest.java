package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.RemoteFunction;
import freeworker.Task;
import freeworker.TaskRefused;
import freeworker.client.Lambdas.Person;
import freeworker.wire.parcel.Call;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A function of any form runs where its class was not known, and comes back. */
class LambdasTest {
  private static final Person ADA = new Person("Ada", 1815);
  private static final Person ALAN = new Person("Alan", 1912);
  private static final Person GRACE = new Person("Grace", 1906);

  private final Wire wire = new Wire();

  @Test
  void referencesToConstructorsAndArrayConstructorsWorkWithinATask() {
    assertEquals(List.of(ADA, GRACE, ALAN), wire.run(Lambdas.constructors()));
  }

  @Test
  void lambdasNestedInAStreamTravel() {
    assertEquals(
        Map.of(true, "Ada3+ADA3", false, "Alan3+ALAN3"),
        wire.run(Lambdas.stream(List.of(ADA, ALAN))));
  }

  @Test
  void aParallelStreamFindsItsClassesOnOtherThreadsToo() {
    assertEquals(
        Map.of("p0", 166_833, "p1", 166_167, "p2", 166_500), wire.run(Lambdas.parallelStream()));
  }

  @Test
  void methodReferencesTravelAsTasksAndAsFunctions() {
    assertEquals("Person[name=Ada, born=1815]", wire.run(Lambdas.bound(ADA)));
    assertEquals("Alan", wire.run(new Call<>(Lambdas.unbound(), ALAN)));
    assertEquals(GRACE, wire.run(new Call<>(Lambdas.constructor(), "Grace 1906")));
    assertEquals(
        3,
        assertInstanceOf(Person[].class, wire.run(new Call<>(Lambdas.arrayConstructor(), 3)))
            .length);
  }

  @Test
  void genericVarargsKeepTheTypeOfTheirArray() {
    assertEquals(
        "Person[name=a, born=1]-Person[name=b, born=2] in a Person[]! in a String[]",
        wire.run(Lambdas.varargs()));
  }

  @Test
  void aReferenceToAMethodOfTheSuperclassCallsThatOne() {
    assertEquals("base", wire.run(new Lambdas.Derived().ofTheSuperclass()));
    assertEquals("derived", wire.run(new Lambdas.Derived().ofItself()));
  }

  @Test
  void lambdasOfRecordsEnumsAndInterfacesTravel() {
    assertEquals("I am Ada, born in 1815", wire.run(ADA.introduction()));
    assertEquals("from the body of ONE", wire.run(Lambdas.Makers.ONE.make()));
    assertEquals("from a default method of Makers", wire.run(Lambdas.Makers.TWO.make()));
    assertEquals("from an interface's field", wire.run(Lambdas.Maker.FIXED));
  }

  @Test
  void aChainOfComparatorsTravelsAsACapturedValue() {
    var young = new Person("Bob", 1912);

    assertEquals(
        List.of(ALAN, young, GRACE, ADA),
        wire.run(Lambdas.sorted(List.of(ADA, young, GRACE, ALAN), Lambdas.byBirth())));
    assertEquals(
        List.of(GRACE, ADA),
        wire.run(Lambdas.sorted(List.of(ADA, GRACE), Collections.reverseOrder(byName()))));
  }

  private static java.util.Comparator<Person> byName() {
    return (java.util.Comparator<Person> & java.io.Serializable)
        (a, b) -> a.name().compareTo(b.name());
  }

  @Test
  void aFunctionThatCallsItselfTravels() {
    assertEquals(120, wire.run(new Call<>(Lambdas.factorial(), 5)));
  }

  @Test
  @SuppressWarnings("unchecked")
  void aFunctionThatCameBackRunsHereAndTravelsAgain() throws Exception {
    var made =
        (RemoteFunction<Integer, Task<String>>) wire.run(new Call<>(Lambdas.curried(), "ab"));

    Task<String> here = Objects.requireNonNull(made).apply(2);
    var there = (Task<String>) wire.run(new Call<>(made, 3));

    assertEquals("abab", here.run());
    assertEquals("ababab", Objects.requireNonNull(there).run());
    assertEquals("ababab", wire.run(there));
  }

  @Test
  @SuppressWarnings("unchecked")
  void functionsComeBackWithinACollection() throws Exception {
    var functions = (List<RemoteFunction<Integer, Integer>>) wire.run(Lambdas.functions(3));

    assertEquals(13, Objects.requireNonNull(functions).get(0).apply(10));
    assertEquals(7, functions.get(1).apply(10));
  }

  @Test
  void functionsThatAreNotSerializableServeWithinATask() {
    assertEquals(42, wire.run(Lambdas.throwaway()));
  }

  @Test
  void aCapturedFunctionThatIsNotSerializableIsRefusedAndNamed() {
    var refused =
        assertThrows(TaskRefused.class, () -> wire.run(Lambdas.captures(() -> "not to travel")));

    String message = String.valueOf(refused.getMessage());
    assertTrue(message.startsWith("What Lambdas.lambda captures is a "), message);
    assertTrue(message.contains("LambdasTest$$Lambda"), message);
    assertSame(0, wire.sent.size());
  }
}
