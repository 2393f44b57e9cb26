package freeworker.client;

import freeworker.Task;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tasks made of every kind of class that the language has; knows no test library. */
final class Kinds {
  private Kinds() {}

  /** Travels with each of its paths. */
  static final class Garden implements Serializable {
    private final List<String> trees = new ArrayList<>();

    Garden(String... trees) {
      this.trees.addAll(List.of(trees));
    }

    final class Path implements Task<String> {
      private final int at;

      Path(int at) {
        this.at = at;
      }

      @Override
      public String run() {
        return new Bench().beside();
      }

      final class Bench {
        String beside() {
          return "a bench beside the " + trees.get(at);
        }
      }
    }

    Path path(int at) {
      return new Path(at);
    }
  }

  abstract static class Greeting implements Task<String> {
    private final String name;
    private String mood = "";

    Greeting(String name) {
      this.name = name;
    }

    abstract String word();

    void mood(String mood) {
      this.mood = mood;
    }

    @Override
    public String run() {
      return word() + ", " + mood + name;
    }
  }

  static Task<String> anonymous(String name, String adjective) {
    return new Greeting(name) {
      {
        mood(adjective + " ");
      }

      @Override
      String word() {
        return new Object() {
          @Override
          public String toString() {
            return "Hello" + adjective.length();
          }
        }.toString();
      }
    };
  }

  static Task<String> localClass(int given) {
    String word = "counted ";
    class Counter implements Serializable {
      private int count = given;

      String next() {
        count++;
        return word + count;
      }
    }
    var counter = new Counter();
    return () -> counter.next() + ", " + counter.next();
  }

  static Task<Object> localRecord() {
    return () -> {
      record Local(int number, String text) implements Serializable {}
      return List.of(new Local(1, "one"), new Local(2, "two"));
    };
  }

  static Task<Object> localEnum() {
    return () -> {
      enum Size {
        SMALL,
        LARGE
      }
      return EnumSet.of(Size.LARGE);
    };
  }

  static Task<Object> localInterface() {
    return () -> {
      interface Sized extends Serializable {}
      record Box(int size) implements Sized {}
      return new Sized[] {new Box(3), new Box(4)};
    };
  }

  enum Operator {
    PLUS("+") {
      @Override
      int on(int a, int b) {
        return a + b;
      }
    },
    TIMES("*") {
      @Override
      int on(int a, int b) {
        return a * b;
      }
    };

    private static final Map<String, Operator> BY_SIGN = new HashMap<>();

    static {
      for (Operator operator : values()) {
        BY_SIGN.put(operator.sign, operator);
      }
    }

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    abstract int on(int a, int b);

    static @Nullable Operator of(String sign) {
      return BY_SIGN.get(sign);
    }
  }

  static Task<Map<Operator, Integer>> operators(Set<String> signs) {
    return () -> {
      var results = new EnumMap<Operator, Integer>(Operator.class);
      for (String sign : signs) {
        Operator operator = Operator.of(sign);
        if (operator != null) {
          results.put(operator, operator.on(6, 7));
        }
      }
      return results;
    };
  }

  static Task<String> switches(Operator operator, String word) {
    return () -> {
      String kind =
          switch (operator) {
            case PLUS -> "sum";
            case TIMES -> "product";
          };
      return switch (word) {
        case "Aa", "BB" -> kind + " of words with one hash code";
        case "long" -> "long " + kind;
        default -> "other " + kind;
      };
    };
  }

  /** An enum of another file, for which every compiler makes a synthetic class. */
  static Task<String> switchOnAnother(Pets.Colour colour) {
    return () ->
        switch (colour) {
          case RED -> "red";
          case GREEN -> "green";
        };
  }

  sealed interface Shape extends Serializable {}

  record Circle(double radius) implements Shape {}

  record Rectangle(double width, double height) implements Shape {
    Rectangle {
      if (width < 0 || height < 0) {
        throw new IllegalArgumentException("negative: " + width + " x " + height);
      }
    }

    static Rectangle square(double side) {
      return new Rectangle(side, side);
    }
  }

  static Task<Double> area(List<Shape> shapes) {
    return () -> {
      double area = 0;
      for (Shape shape : shapes) {
        if (shape instanceof Circle circle) {
          area += 3 * circle.radius() * circle.radius();
        } else if (shape instanceof Rectangle r && r.width() > 1) {
          area += r.width() * r.height();
        }
      }
      return area;
    };
  }

  static Task<Object> invalidRecord() {
    return () -> Rectangle.square(-1);
  }

  static Task<String> recordMethods(Shape shape) {
    return () -> {
      Shape same = new Rectangle(2, 3);
      return shape + " " + shape.equals(same) + " " + (shape.hashCode() == same.hashCode());
    };
  }

  interface Named {
    String name();

    private String quoted() {
      return "'" + name() + "'";
    }

    default String introduction() {
      return prefix() + quoted();
    }

    static String prefix() {
      return "I am ";
    }
  }

  static Task<String> defaultMethods() {
    record Person(String name) implements Named {}
    return () -> new Person("Ada").introduction();
  }

  static final class Vault {
    private static final int SALT = Integer.parseInt("3");
    private final int secret;

    private Vault(int secret) {
      this.secret = secret;
    }

    private static final class Key {
      private int turned(Vault vault) {
        return vault.secret + SALT;
      }
    }
  }

  /** Goes at private members of a nest mate, and at those of a mate of that. */
  static Task<Integer> nestMates() {
    return () -> {
      var vault = new Vault(4);
      return new Vault.Key().turned(vault) * vault.secret;
    };
  }

  abstract static class Animal<T extends Comparable<T>> implements Serializable {
    protected final T rank;

    Animal(T rank) {
      this.rank = rank;
    }

    /** Is overridden with a narrower result, so the compiler makes a bridge. */
    Animal<T> strongest(Animal<T> other) {
      return rank.compareTo(other.rank) >= 0 ? this : other;
    }
  }

  static class Dog extends Animal<Integer> {
    Dog(int rank) {
      super(rank);
    }

    @Override
    Dog strongest(Animal<Integer> other) {
      return (Dog) super.strongest(other);
    }
  }

  static final class Puppy extends Dog {
    Puppy(int rank) {
      super(rank);
    }

    @Override
    public String toString() {
      return "puppy " + rank;
    }
  }

  static Task<Dog> strongest(Dog... dogs) {
    return () -> {
      Dog strongest = dogs[0];
      for (Dog dog : dogs) {
        strongest = strongest.strongest(dog);
      }
      return strongest;
    };
  }
}
