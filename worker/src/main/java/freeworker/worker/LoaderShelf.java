package freeworker.worker;

import freeworker.wire.parcel.Closure;
import freeworker.wire.parcel.Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/*
 * Guarded by this: everything. A class file is held once, however many closures have it.
 */
/** The closures that a worker knows, one class loader each; the least recently used leave first. */
final class LoaderShelf {
  private final ClassLoader parent;
  private final long limit;
  private final Map<Hash, Shelved> closures = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Hash, Held> files = new HashMap<>();
  private long bytes;

  /**
   * @param limit how many bytes the class files of all closures may have; the closure used last
   *     stays even if it alone has more
   */
  LoaderShelf(ClassLoader parent, long limit) {
    this.parent = parent;
    this.limit = limit;
  }

  /** The loader of a closure that is on the shelf. */
  synchronized Optional<ClosureLoader> loader(Hash closure) {
    return Optional.ofNullable(closures.get(closure)).map(Shelved::loader);
  }

  /**
   * Puts a closure on the shelf if all its class files are there or on the shelf already.
   *
   * @return the class files that are lacking, each once; none when the closure is on the shelf now
   */
  synchronized List<Hash> put(Closure closure, Map<Hash, byte[]> supplied) {
    if (closures.get(closure.id()) != null) {
      return List.of();
    }
    var found = new HashMap<Hash, byte[]>();
    var lacking = new ArrayList<Hash>();
    for (Hash hash : Set.copyOf(closure.classes().values())) {
      Held held = files.get(hash);
      byte[] file = held != null ? held.file : supplied.get(hash);
      if (file == null) {
        lacking.add(hash);
      } else {
        found.put(hash, file);
      }
    }
    if (lacking.isEmpty()) {
      shelve(closure, found);
    }
    return lacking;
  }

  private void shelve(Closure closure, Map<Hash, byte[]> found) {
    var classFiles = new HashMap<String, byte[]>();
    closure.classes().forEach((name, hash) -> classFiles.put(name, found.get(hash)));
    found.forEach((hash, file) -> files.computeIfAbsent(hash, h -> new Held(file)).closures++);
    long size = found.values().stream().mapToLong(file -> file.length).sum();
    bytes += size;
    closures.put(
        closure.id(),
        new Shelved(new ClosureLoader(parent, classFiles), List.copyOf(found.keySet()), size));
    Iterator<Shelved> eldest = closures.values().iterator();
    while (bytes > limit && closures.size() > 1) {
      Shelved leaving = eldest.next();
      eldest.remove();
      bytes -= leaving.size();
      leaving.files().forEach(this::release);
    }
  }

  private void release(Hash file) {
    files.computeIfPresent(file, (hash, held) -> --held.closures == 0 ? null : held);
  }

  private record Shelved(ClosureLoader loader, List<Hash> files, long size) {}

  private static final class Held {
    final byte[] file;
    int closures;

    Held(byte[] file) {
      this.file = file;
    }
  }
}
