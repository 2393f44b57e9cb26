package freeworker.wire.parcel;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The classes that a task needs, by name; its id is a hash over their names and contents. */
public final class Closure {
  private static final String API = "freeworker.";

  private final SortedMap<String, Hash> classes;
  private final Hash id;

  public Closure(Map<String, Hash> classes) {
    if (classes.size() > Limits.CLASSES) {
      throw new IllegalArgumentException(
          "a closure has at most " + Limits.CLASSES + " classes, not " + classes.size());
    }
    this.classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    var writer = new FrameWriter(100 * classes.size());
    write(writer);
    this.id = Hash.of(writer.bytes());
  }

  /** Whether every worker has this class already, because it belongs to what tasks may use. */
  public static boolean everywhere(String className) {
    return className.startsWith(API)
        && (className.indexOf('.', API.length()) < 0 || className.equals(Call.class.getName()));
  }

  public Hash id() {
    return id;
  }

  /** The hashes of the class files, by class name as in {@link Class#getName()}. */
  public SortedMap<String, Hash> classes() {
    return classes;
  }

  void write(FrameWriter out) {
    out.number(classes.size());
    classes.forEach(
        (name, hash) -> {
          out.text(name);
          out.hash(hash);
        });
  }

  static Closure read(FrameReader in) {
    int count = in.count("classes", Limits.CLASSES, 4 + Hash.BYTES);
    var classes = new TreeMap<String, Hash>();
    for (int i = 0; i < count; i++) {
      String name = in.text("a class name", Limits.NAME);
      if (!classes.isEmpty() && name.compareTo(classes.lastKey()) <= 0) {
        throw in.bad("has its classes out of order");
      }
      classes.put(name, in.hash("the hash of " + name));
    }
    return new Closure(classes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Closure closure && closure.id.equals(id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "closure " + id + " of " + classes.size() + " classes";
  }
}
