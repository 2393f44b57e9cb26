package freeworker.client;

import freeworker.TaskRefused;
import freeworker.wire.Sizes;
import freeworker.wire.limit.Limit;
import freeworker.wire.parcel.Closure;
import freeworker.wire.parcel.Hash;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The classes that a walk has found so far, with the way that led to each. */
final class Found {
  /** Of a jar of which more classes are needed the whole jar travels. */
  private static final int WHOLE = 100;

  private final ClosureWalk walk;
  private final Sizes sizes;
  private final Map<String, ClassFile> classes = new LinkedHashMap<>();
  private final Map<String, ClassLoader> loaders = new HashMap<>();
  private final Map<String, String> namedBy = new HashMap<>();
  private long bytes;

  Found(ClosureWalk walk) {
    this.walk = walk;
    this.sizes = walk.sizes();
  }

  /** Goes on where another walk ended. */
  Found(ClosureWalk walk, Shipment before) {
    this(walk);
    classes.putAll(before.classes());
    classes.keySet().forEach(name -> loaders.put(name, before.loaders().get(name)));
    namedBy.putAll(before.namedBy());
    bytes = classes.values().stream().mapToLong(file -> file.bytes().length).sum();
  }

  /** Adds a class and all that it names; answers whether the loader has it. */
  boolean add(String root, ClassLoader loader) {
    Deque<Step> open = new ArrayDeque<>();
    open.add(new Step(root, ""));
    while (!open.isEmpty()) {
      Step step = open.remove();
      if (loaders.get(step.name()) == loader) {
        continue;
      }
      // A class that is named but not there may be one that never is needed.
      walk.file(step.name(), loader)
          .ifPresent(
              file -> {
                put(step, file, loader);
                file.names().forEach(next -> open.add(new Step(next, step.name())));
              });
    }
    return classes.containsKey(root);
  }

  /**
   * A class that may be needed.
   *
   * @param by the class that names it, empty for none
   */
  private record Step(String name, String by) {}

  private void put(Step step, ClassFile file, ClassLoader loader) {
    String name = step.name();
    ClassFile other = classes.put(name, file);
    if (other != null && !other.hash().equals(file.hash())) {
      throw new TaskRefused(
          "The task cannot travel: it uses two different classes named " + name + ".");
    }
    loaders.put(name, loader);
    if (other == null) {
      bytes += file.bytes().length;
      if (!step.by().isEmpty()) {
        namedBy.put(name, step.by());
      }
    }
    if (classes.size() > sizes.files()) {
      throw tooMuch(
          "more than " + sizes.files() + " classes " + Limit.CLASS_FILES.at(sizes.files()));
    }
    if (bytes > sizes.classes()) {
      throw tooMuch(
          "classes of more than "
              + sizes.classes()
              + " bytes "
              + Limit.CLASS_BYTES.at(sizes.classes()));
    }
  }

  /** Says through which class most of what was found came in, and how that one is reached. */
  private TaskRefused tooMuch(String what) {
    List<String> way = new Way(classes.keySet(), namedBy).toMost();
    return new TaskRefused(
        "The task cannot travel: it needs "
            + what
            + ". Most of them come in through "
            + way.get(way.size() - 1)
            + (way.size() > 1 ? ", on the way " + String.join(" -> ", way) : "")
            + ". Keep that class out of what the task mentions.");
  }

  /**
   * @param resources what else travels, by path
   */
  Shipment shipment(Map<String, List<byte[]>> resources) {
    var contents = new HashMap<Hash, byte[]>();
    var files = new TreeMap<String, List<Hash>>();
    var all = new HashMap<>(loaders);
    var jars = new LinkedHashMap<WholeJar, String>();
    Set<String> packed = new HashSet<>();
    whole()
        .forEach(
            (path, members) -> {
              WholeJar jar = walk.whole(path);
              jars.put(jar, members.iterator().next());
              contents.put(jar.hash(), jar.bytes());
              packed.addAll(members);
              ClassLoader loader = loaders.get(members.iterator().next());
              jar.classes().forEach(name -> all.putIfAbsent(name, loader));
            });
    int java = 0;
    String newest = "";
    for (Map.Entry<String, ClassFile> each : classes.entrySet()) {
      ClassFile file = each.getValue();
      if (!packed.contains(each.getKey())) {
        files.put(Closure.path(each.getKey()), List.of(file.hash()));
        contents.put(file.hash(), file.bytes());
      }
      if (file.java() > java) {
        java = file.java();
        newest = each.getKey();
      }
    }
    resources.forEach(
        (path, found) -> {
          var hashes = new ArrayList<Hash>();
          for (byte[] content : found) {
            Hash hash = Hash.of(content);
            hashes.add(hash);
            contents.put(hash, content);
          }
          files.put(path, hashes);
        });
    long size = contents.values().stream().mapToLong(content -> content.length).sum();
    if (size > sizes.classes()) {
      throw tooMuch(
          "files and jars of " + size + " bytes " + Limit.CLASS_BYTES.at(sizes.classes()));
    }
    return new Shipment(
        new Closure(files, jars.keySet().stream().map(WholeJar::hash).toList()),
        contents,
        classes,
        all,
        namedBy,
        jars,
        java,
        newest);
  }

  /** The jars that travel whole, with those of their classes that are needed. */
  private Map<Path, Set<String>> whole() {
    if (classes.size() <= WHOLE) {
      return Map.of();
    }
    var members = new TreeMap<Path, Set<String>>();
    classes
        .keySet()
        .forEach(
            name ->
                ClosureWalk.jar(name, Objects.requireNonNull(loaders.get(name)))
                    .ifPresent(
                        jar -> members.computeIfAbsent(jar, j -> new LinkedHashSet<>()).add(name)));
    members.values().removeIf(names -> names.size() <= WHOLE);
    return members;
  }
}
