package freeworker.client;

import freeworker.Task;
import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Objects that serialize in ways of their own, and tasks that take them; knows no test library. */
final class Belongings {
  private Belongings() {}

  /** Travels as text. */
  record Temperature(double kelvin) implements Serializable {
    private Object writeReplace() {
      return new Written(kelvin + " K");
    }

    private record Written(String text) implements Serializable {
      private Object readResolve() {
        return new Temperature(Double.parseDouble(text.substring(0, text.length() - 2)));
      }
    }
  }

  /** There is one a process. */
  static final class Compass implements Serializable {
    static final Compass ONE = new Compass();

    private Compass() {}

    private Object readResolve() {
      return ONE;
    }
  }

  /** Writes itself. */
  static final class Parcelled implements Externalizable {
    private String text;

    public Parcelled() {
      this("nothing");
    }

    Parcelled(String text) {
      this.text = text;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeUTF(new StringBuilder(text).reverse().toString());
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
      text = in.readUTF();
    }

    @Override
    public String toString() {
      return text;
    }
  }

  static Task<String> text(Object object) {
    return () -> object.toString();
  }

  static final class Versioned implements Serializable {
    private static final long serialVersionUID = 42;

    @SuppressWarnings("UnusedVariable")
    private static final ObjectStreamField[] serialPersistentFields = {
      new ObjectStreamField("renamed", int.class)
    };

    private int number;

    Versioned(int number) {
      this.number = number;
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      out.putFields().put("renamed", number);
      out.writeFields();
      out.writeObject(new Temperature(number));
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      number = in.readFields().get("renamed", 0);
      number += (int) ((Temperature) in.readObject()).kelvin();
    }

    int number() {
      return number;
    }
  }

  static Task<Long> version() {
    return () -> ObjectStreamClass.lookup(Versioned.class).getSerialVersionUID();
  }

  /** Is not serializable, so it is made anew. */
  static class Fresh {
    final List<String> made = new ArrayList<>(List.of("anew"));
  }

  static final class Stale extends Fresh implements Serializable {
    private transient @Nullable String found;

    Task<String> seen() {
      return () -> made + " " + found;
    }

    void find(String found) {
      this.found = found;
      made.add("changed");
    }
  }

  static final class Node implements Serializable {
    final String name;
    final List<Node> neighbours = new ArrayList<>();

    Node(String name) {
      this.name = name;
    }

    Node with(Node other) {
      neighbours.add(other);
      other.neighbours.add(this);
      return this;
    }
  }

  static Task<Node> grown(Node node) {
    return () -> node.neighbours.get(0).neighbours.get(0).with(new Node("new"));
  }

  static Task<Boolean> same(Object one, Object other) {
    return () -> one == other;
  }

  record Key(String name, int number) implements Serializable {}

  /** Collections that need methods of ours while they are read. */
  static Task<List<Object>> collections() {
    return () -> {
      var byNumber =
          (Comparator<Key> & Serializable) (a, b) -> Integer.compare(b.number(), a.number());
      var sorted = new TreeMap<Key, Key[][]>(byNumber);
      var queue = new PriorityQueue<Key>(byNumber);
      Map<Key, List<Key>> hashed = new HashMap<>();
      for (int i = 0; i < 3; i++) {
        var key = new Key("k", i);
        sorted.put(key, new Key[][] {{key}, {}});
        queue.add(key);
        hashed.put(key, List.of(key, key));
      }
      return List.of(sorted, queue, hashed);
    };
  }

  static Task<List<Class<?>>> classes(Class<?> given) {
    return () -> List.of(given, Key[][].class, int.class, String.class);
  }

  static final class Lost extends Exception {
    private final Key key;
    private final transient Fresh fresh = new Fresh();

    Lost(Key key, Throwable cause) {
      super("lost " + key + new Fresh().made, cause);
      this.key = key;
    }

    Key key() {
      return key;
    }

    @Nullable Fresh fresh() {
      return fresh;
    }
  }

  static Task<Object> losing() {
    class Inner extends RuntimeException {
      final Key[] keys = {new Key("inner", 2)};

      @Override
      public String getMessage() {
        return "local " + keys[0];
      }
    }
    return () -> {
      throw new Lost(
          new Key("outer", 1),
          new Inner() {
            @Override
            public String getMessage() {
              return "anonymous and " + super.getMessage();
            }
          });
    };
  }
}
