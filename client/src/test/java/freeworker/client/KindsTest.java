package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.TaskFailed;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A class of any kind that the language has runs where it was not known, and comes back. */
class KindsTest {
  private final Wire wire = new Wire();

  @Test
  void anInnerClassTravelsWithTheObjectAroundIt() {
    var garden = new Kinds.Garden("oak", "ash");

    assertEquals("a bench beside the ash", wire.run(garden.path(1)));
  }

  @Test
  void anonymousClassesWithinAnonymousClassesTravel() {
    assertEquals("Hello4, dear Ada", wire.run(Kinds.anonymous("Ada", "dear")));
  }

  @Test
  void aLocalClassTravelsWithTheVariablesThatItCaptured() {
    assertEquals("counted 8, counted 9", wire.run(Kinds.localClass(7)));
  }

  @Test
  void aLocalRecordComesBack() {
    var results = assertInstanceOf(List.class, wire.run(Kinds.localRecord()));

    assertEquals("[Local[number=1, text=one], Local[number=2, text=two]]", results.toString());
    assertOfOurs(results.get(0));
  }

  @Test
  void aLocalEnumComesBackAsOurConstant() {
    var results = assertInstanceOf(EnumSet.class, wire.run(Kinds.localEnum()));

    Object large = results.iterator().next();
    assertEquals("[LARGE]", results.toString());
    assertSame(large.getClass().getEnumConstants()[1], large);
    assertOfOurs(large);
  }

  @Test
  void anArrayOfALocalInterfaceComesBack() {
    var results = assertInstanceOf(Object[].class, wire.run(Kinds.localInterface()));

    assertEquals("[Box[size=3], Box[size=4]]", Arrays.toString(results));
    assertTrue(results.getClass().getComponentType().isInterface());
    assertOfOurs(results[0]);
  }

  @Test
  void anEnumWithBodiesAndAStaticTableWorksAndComesBackAsAMap() {
    assertEquals(
        Map.of(Kinds.Operator.PLUS, 13, Kinds.Operator.TIMES, 42),
        wire.run(Kinds.operators(Set.of("+", "*", "?"))));
  }

  @Test
  void switchesOnEnumsAndStringsTakeTheirOwnBranch() {
    assertEquals("long product", wire.run(Kinds.switches(Kinds.Operator.TIMES, "long")));
    assertEquals("other sum", wire.run(Kinds.switches(Kinds.Operator.PLUS, "x")));
    assertEquals(
        "sum of words with one hash code", wire.run(Kinds.switches(Kinds.Operator.PLUS, "BB")));
  }

  @Test
  void theSyntheticClassOfAnEnumSwitchTravels() throws Exception {
    assertEquals("red", wire.run(Kinds.switchOnAnother(Pets.Colour.RED)));
    Packed packed = wire.packer.pack("t", Kinds.switchOnAnother(Pets.Colour.GREEN));

    Class<?> synthetic = null;
    for (String name : packed.shipment().classes().keySet()) {
      Class<?> type = Class.forName(name);
      if (Arrays.stream(type.getDeclaredFields())
          .anyMatch(f -> f.getName().contains("SwitchMap"))) {
        synthetic = type;
      }
    }

    assertTrue(Objects.requireNonNull(synthetic).isSynthetic());
  }

  @Test
  void sealedInterfacesAreToldApartByPatterns() {
    assertEquals(
        18.0,
        wire.run(
            Kinds.area(
                List.of(
                    new Kinds.Circle(2), new Kinds.Rectangle(2, 3), new Kinds.Rectangle(1, 9)))));
  }

  @Test
  void aRecordChecksItselfThere() {
    TaskFailed failed = assertThrows(TaskFailed.class, () -> wire.run(Kinds.invalidRecord()));

    assertEquals("negative: -1.0 x -1.0", failed.remoteMessage());
    assertInstanceOf(IllegalArgumentException.class, failed.getCause());
  }

  @Test
  void theMethodsThatTheCompilerGivesARecordWorkThere() {
    assertEquals(
        "Rectangle[width=2.0, height=3.0] true true",
        wire.run(Kinds.recordMethods(new Kinds.Rectangle(2, 3))));
    assertEquals(
        "Circle[radius=1.0] false false", wire.run(Kinds.recordMethods(new Kinds.Circle(1))));
  }

  @Test
  void defaultPrivateAndStaticMethodsOfAnInterfaceWork() {
    assertEquals("I am 'Ada'", wire.run(Kinds.defaultMethods()));
  }

  @Test
  void nestMatesReachEachOthersPrivateMembers() {
    assertEquals(28, wire.run(Kinds.nestMates()));
  }

  @Test
  void overriddenGenericMethodsAreReachedThroughTheirBridges() {
    Object strongest =
        wire.run(Kinds.strongest(new Kinds.Dog(1), new Kinds.Puppy(5), new Kinds.Dog(3)));

    assertEquals("puppy 5", assertInstanceOf(Kinds.Puppy.class, strongest).toString());
  }

  @Test
  void varargsOfAUsersTypeTravelAsAnArrayOfThatType() {
    Kinds.Dog[] dogs = {new Kinds.Puppy(1), new Kinds.Puppy(2)};

    var back = assertInstanceOf(Kinds.Dog[].class, wire.run(() -> dogs));

    assertArrayEquals(
        new String[] {"puppy 1", "puppy 2"},
        Arrays.stream(back).map(Kinds.Dog::toString).toArray(String[]::new));
  }

  @Test
  void theMakerOfADynamicConstantTravels() throws Exception {
    var made = InMemory.compile(Condensed.MAKER).child(Condensed.NAME, Condensed.file());

    assertEquals("'made once' for Condensed", wire.run(made.task(Condensed.NAME)));
  }

  private static void assertOfOurs(Object result) {
    assertSame(Kinds.class, result.getClass().getNestHost());
  }
}
