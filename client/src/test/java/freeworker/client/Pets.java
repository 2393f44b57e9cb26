package freeworker.client;

import freeworker.RemoteFunction;
import freeworker.Task;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tasks of every shape; knows no test library, so that its closure is small. */
final class Pets {
  private Pets() {}

  record Point(int x, int y) implements Serializable {}

  enum Colour {
    RED,
    GREEN {
      @Override
      String sound() {
        return "croak";
      }
    };

    String sound() {
      return "none";
    }
  }

  static final class Square implements Task<Integer> {
    private final int side;

    Square(int side) {
      this.side = side;
    }

    @Override
    public Integer run() {
      return side * side;
    }
  }

  static final class Twice implements RemoteFunction<Integer, Integer> {
    @Override
    public Integer apply(Integer argument) {
      return 2 * argument;
    }
  }

  static final class Named implements Task<String> {
    final String name = "named";
    private final Config config = new Config();

    @Override
    public String run() {
      return name + config;
    }
  }

  static final class Config implements Serializable {
    private final List<Object> parts = List.of("plain", new Connection());

    @Override
    public String toString() {
      return "config of " + parts;
    }
  }

  static final class Connection {
    private final InputStream in = new ByteArrayInputStream(new byte[0]);

    @Override
    public String toString() {
      return "connection of " + in;
    }
  }

  static final class Sad extends Exception {
    private final int code;

    Sad(String message, int code, Throwable cause) {
      super(message, cause);
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  static final class Stuck extends RuntimeException {
    private final Connection connection = new Connection();

    Stuck() {
      super("stuck");
    }

    @Override
    public String getMessage() {
      return super.getMessage() + (connection.in == null ? " twice" : "");
    }
  }

  private static int three() {
    return 3;
  }

  static Task<Integer> lambda(int captured) {
    return () -> captured * three();
  }

  static Task<Integer> methodReference() {
    return Pets::three;
  }

  static Task<String> methodReferenceOfTheJdk(String text) {
    return text::trim;
  }

  static Task<String> local() {
    class Inner implements Task<String> {
      @Override
      public String run() {
        return "local " + new Point(1, 2);
      }
    }
    return new Inner();
  }

  static Task<String> anonymous(int captured) {
    return new Task<>() {
      @Override
      public String run() {
        return "anonymous " + captured;
      }
    };
  }

  static Task<List<Point>> points(int count) {
    return () -> IntStream.range(0, count).mapToObj(i -> new Point(i, i * i)).toList();
  }

  static Task<Map<Colour, Long>> colours() {
    return () ->
        IntStream.range(0, 9)
            .mapToObj(i -> Colour.values()[i % 2])
            .sorted(Comparator.comparing(Colour::sound).thenComparing(c -> c.name()))
            .collect(Collectors.groupingBy(c -> c, Collectors.counting()));
  }

  static Task<String> switching(Colour colour) {
    return () ->
        switch (colour) {
          case RED -> "stop";
          default -> colour.sound();
        };
  }

  static Task<Integer> nested() {
    return () -> {
      Task<Integer> inner = () -> new Square(three()).run();
      Supplier<Integer> outer =
          () -> {
            try {
              return inner.run() + 1;
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          };
      return outer.get();
    };
  }

  static Task<Task<Integer>> returned(int captured) {
    return () -> () -> captured + three();
  }

  static Task<Object> value(Serializable value) {
    return () -> value;
  }

  static Task<Object> sad() {
    return () -> {
      try {
        throw new IllegalArgumentException("the cause");
      } catch (IllegalArgumentException e) {
        var sad = new Sad("sad", 7, e);
        sad.addSuppressed(new IllegalStateException("on the side"));
        throw sad;
      }
    };
  }

  static Task<Object> stuck() {
    return () -> {
      throw new Stuck();
    };
  }

  static Task<Object> unserializable() {
    return () -> Map.of("pet", new Object[] {1, new Connection()});
  }

  static Task<String> contextLoader() {
    return () ->
        Thread.currentThread().getContextClassLoader().loadClass(Square.class.getName())
                == Square.class
            ? "mine"
            : "another";
  }

  static Task<String> sees(String className) {
    return () -> {
      try {
        return Class.forName(className).getName();
      } catch (ClassNotFoundException e) {
        return "no: " + e.getMessage();
      }
    };
  }

  /** The name of the loader that a class comes from where the task runs. */
  static Task<String> loaderOf(String className) {
    return () -> Class.forName(className).getClassLoader().getName();
  }

  /** A task that brings much besides. */
  static Task<Object> both(Task<Object> task, byte[] large) {
    return () -> String.valueOf(task.run()) + large.length;
  }
}
