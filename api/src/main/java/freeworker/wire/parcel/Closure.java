package freeworker.wire.parcel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a task needs of its program: files by their paths on the class path, and whole jars. Its id
 * is a hash over all names and contents.
 */
public final class Closure {
  private static final String API = "freeworker.";
  private static final String CLASS = ".class";

  private final SortedMap<String, List<Hash>> files;
  private final List<Hash> jars;
  private final Hash id;

  /**
   * @param files the contents at each path, in the order of the class path; none where it is known
   *     that there are none
   * @param jars the jars that travel whole, in the order of the class path
   */
  public Closure(Map<String, List<Hash>> files, List<Hash> jars) {
    if (files.size() > Limits.FILES || jars.size() > Limits.JARS) {
      throw new IllegalArgumentException(
          "a closure has at most "
              + Limits.FILES
              + " files and "
              + Limits.JARS
              + " jars, not "
              + files.size()
              + " and "
              + jars.size());
    }
    var sorted = new TreeMap<String, List<Hash>>();
    files.forEach((path, hashes) -> sorted.put(path, List.copyOf(hashes)));
    this.files = Collections.unmodifiableSortedMap(sorted);
    this.jars = List.copyOf(jars);
    var writer = new FrameWriter(100 * files.size());
    write(writer);
    this.id = Hash.of(writer.bytes());
  }

  /** Whether every worker has this class already, because it belongs to what tasks may use. */
  public static boolean everywhere(String className) {
    return className.startsWith(API)
        && (className.indexOf('.', API.length()) < 0
            || className.equals(Call.class.getName())
            || className.equals(Batch.class.getName())
            || className.equals(Enlistment.class.getName()));
  }

  /** Where the file of a class is, whose name is as in {@link Class#getName()}. */
  public static String path(String className) {
    return className.replace('.', '/') + CLASS;
  }

  /** Whether a class file is at this path. */
  public static boolean isClass(String path) {
    return path.endsWith(CLASS);
  }

  /** The name of the class whose file is at this path. */
  public static String className(String path) {
    return path.substring(0, path.length() - CLASS.length()).replace('/', '.');
  }

  public Hash id() {
    return id;
  }

  /** The hashes of the contents at each path. */
  public SortedMap<String, List<Hash>> files() {
    return files;
  }

  /** The hashes of the jars that travel whole. */
  public List<Hash> jars() {
    return jars;
  }

  /** All that has to be there before a task may run, files and jars. */
  public Set<Hash> contents() {
    var contents = new HashSet<>(jars);
    files.values().forEach(contents::addAll);
    return contents;
  }

  void write(FrameWriter out) {
    out.number(files.size());
    files.forEach(
        (path, hashes) -> {
          out.text(path);
          out.oneByte(hashes.size());
          hashes.forEach(out::hash);
        });
    out.number(jars.size());
    jars.forEach(out::hash);
  }

  static Closure read(FrameReader in) {
    int count = in.count("files", Limits.FILES, 4 + 1);
    var files = new TreeMap<String, List<Hash>>();
    for (int i = 0; i < count; i++) {
      String path = in.text("a path", Limits.NAME);
      if (!files.isEmpty() && path.compareTo(files.lastKey()) <= 0) {
        throw in.bad("has its files out of order");
      }
      files.put(path, hashes(in.oneByte("the number of files at a path"), path, in));
    }
    return new Closure(files, hashes(in.count("jars", Limits.JARS, Hash.BYTES), "a jar", in));
  }

  private static List<Hash> hashes(int count, String what, FrameReader in) {
    var hashes = new ArrayList<Hash>();
    for (int left = count; left > 0; left--) {
      hashes.add(in.hash("the hash of " + what));
    }
    return hashes;
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
    return "closure " + id + " of " + files.size() + " files and " + jars.size() + " jars";
  }
}
