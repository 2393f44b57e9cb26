package freeworker.client;

import freeworker.RemoteFunction;
import freeworker.Task;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tasks with functions of every form; knows no test library. */
final class Lambdas {
  private Lambdas() {}

  record Person(String name, int born) implements Serializable {
    static Person parse(String text) {
      String[] parts = text.split(" ", -1);
      return new Person(parts[0], Integer.parseInt(parts[1]));
    }

    boolean bornBefore(int year) {
      return born < year;
    }

    Task<String> introduction() {
      return () -> "I am " + name + ", born in " + born;
    }
  }

  static Task<List<Person>> constructors() {
    return () -> {
      BiFunction<String, Integer, Person> constructor = Person::new;
      IntFunction<Person[]> array = Person[]::new;
      Person[] people =
          Stream.of("Ada 1815", "Alan 1912").map(Person::parse).toArray(Person[]::new);
      Person[] more = Arrays.copyOf(people, array.apply(3).length);
      more[2] = constructor.apply("Grace", 1906);
      return Arrays.stream(more).sorted(Comparator.comparing(Person::born)).toList();
    };
  }

  static Task<Map<Boolean, String>> stream(List<Person> people) {
    int limit = 1900;
    return () ->
        people.stream()
            .flatMap(p -> Stream.of(p, new Person(p.name().toUpperCase(Locale.ROOT), p.born() + 1)))
            .filter(p -> Stream.of(p).noneMatch(q -> q.name().isEmpty()))
            .collect(
                Collectors.groupingBy(
                    p -> p.bornBefore(limit),
                    TreeMap::new,
                    Collectors.collectingAndThen(
                        Collectors.toCollection(java.util.ArrayList::new),
                        found ->
                            found.stream()
                                .map(p -> p.name() + IntStream.range(0, 2).map(i -> i + 1).sum())
                                .collect(Collectors.joining("+")))));
  }

  static Task<Map<String, Integer>> parallelStream() {
    return () ->
        IntStream.range(0, 1000)
            .parallel()
            .mapToObj(i -> new Person("p" + i % 3, i))
            .collect(Collectors.toMap(Person::name, Person::born, Integer::sum, TreeMap::new));
  }

  static Task<String> bound(Person person) {
    return person::toString;
  }

  static RemoteFunction<Person, String> unbound() {
    return Person::name;
  }

  static RemoteFunction<String, Object> constructor() {
    return Person::parse;
  }

  static RemoteFunction<Integer, Person[]> arrayConstructor() {
    return Person[]::new;
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static <T> String joined(String separator, T... parts) {
    return Arrays.stream(parts).map(Object::toString).collect(Collectors.joining(separator))
        + " in a "
        + parts.getClass().getSimpleName();
  }

  static Task<String> varargs() {
    return () -> {
      BinaryOperator<String> reference = Lambdas::joined;
      return joined("-", new Person("a", 1), new Person("b", 2)) + reference.apply("+", "!");
    };
  }

  static class Base implements Serializable {
    String word() {
      return "base";
    }
  }

  static final class Derived extends Base {
    @Override
    String word() {
      return "derived";
    }

    /** The compiler makes a bridge for the reference to the method of the superclass. */
    Task<String> ofTheSuperclass() {
      return super::word;
    }

    Task<String> ofItself() {
      return this::word;
    }
  }

  interface Maker extends Serializable {
    Task<String> FIXED = () -> "from an interface's field";

    default Task<String> make() {
      return () -> "from a default method of " + getClass().getSimpleName();
    }
  }

  enum Makers implements Maker {
    ONE {
      @Override
      public Task<String> make() {
        return () -> "from the body of " + this;
      }
    },
    TWO
  }

  static Comparator<Person> byBirth() {
    return Comparator.comparing((Function<Person, Integer> & Serializable) Person::born)
        .reversed()
        .thenComparing((Function<Person, String> & Serializable) p -> p.name() + p.born());
  }

  static Task<List<Person>> sorted(List<Person> people, Comparator<Person> order) {
    return () -> people.stream().sorted(order).toList();
  }

  static RemoteFunction<Integer, Integer> factorial() {
    return n -> n < 2 ? 1 : n * factorial().apply(n - 1);
  }

  /** A function that makes functions, which capture what the one before got. */
  static RemoteFunction<String, RemoteFunction<Integer, Task<String>>> curried() {
    return text -> times -> () -> text.repeat(times);
  }

  static Task<List<RemoteFunction<Integer, Integer>>> functions(int step) {
    RemoteFunction<Integer, Integer> up = n -> n + step;
    return () -> List.of(up, n -> n - step);
  }

  /** Hidden classes that are not serializable serve within a task, as long as they stay there. */
  static Task<Integer> throwaway() {
    return () -> {
      Supplier<UnaryOperator<Integer>> twice = () -> n -> 2 * n;
      ToIntFunction<Supplier<UnaryOperator<Integer>>> call = s -> s.get().apply(21);
      return call.applyAsInt(twice);
    };
  }

  static Task<Object> captures(Supplier<String> supplier) {
    return () -> supplier.get();
  }
}
