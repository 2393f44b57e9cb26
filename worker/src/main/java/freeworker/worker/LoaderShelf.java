package freeworker.worker;

import freeworker.wire.parcel.Closure;
import freeworker.wire.parcel.Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: everything. A file is held once, however many closures have it.
 */
/** The closures that a worker knows, one class loader each; the least recently used leave first. */
final class LoaderShelf {
  /** Each loader costs, however small its files are. */
  private static final int MOST = 256;

  private final ClassLoader parent;
  private final long limit;
  private final Map<Hash, Shelved> closures = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Hash, Held> contents = new HashMap<>();
  private long bytes;

  /**
   * @param limit how many bytes the files and jars of all closures may have; the closure used last
   *     stays even if it alone has more
   */
  LoaderShelf(ClassLoader parent, long limit) {
    this.parent = parent;
    this.limit = limit;
  }

  /** The loader of a closure that is on the shelf. */
  synchronized Optional<ClosureLoader> loader(Hash closure) {
    return Optional.ofNullable(closures.get(closure)).map(shelved -> shelved.loader);
  }

  /** Puts a fresh loader in the place of this one, which learned what its closure does not say. */
  synchronized void renew(Hash closure, ClosureLoader old) {
    Shelved shelved = closures.get(closure);
    if (shelved != null && shelved.loader == old) {
      shelved.loader = fresh(shelved.closure);
    }
  }

  /**
   * Puts a closure on the shelf if all its files and jars are there or on the shelf already.
   *
   * @return what is lacking, each once; nothing when the closure is on the shelf now
   */
  synchronized List<Hash> put(Closure closure, Map<Hash, byte[]> supplied) {
    if (closures.get(closure.id()) != null) {
      return List.of();
    }
    Set<Hash> needed = closure.contents();
    var lacking = new ArrayList<Hash>();
    for (Hash hash : needed) {
      if (!contents.containsKey(hash) && !supplied.containsKey(hash)) {
        lacking.add(hash);
      }
    }
    if (lacking.isEmpty()) {
      shelve(closure, needed, supplied);
    }
    return lacking;
  }

  private void shelve(Closure closure, Set<Hash> needed, Map<Hash, byte[]> supplied) {
    var all = new HashMap<Hash, Held>();
    for (Hash hash : needed) {
      Held known = contents.get(hash);
      all.put(hash, known != null ? known : new Held(Objects.requireNonNull(supplied.get(hash))));
    }
    // Before anything is kept, since bytes that are no jar are refused.
    long size =
        closure.jars().stream()
            .mapToLong(jar -> Objects.requireNonNull(all.get(jar)).jar().size())
            .sum();
    for (Held held : all.values()) {
      held.closures++;
      size += held.file.length;
    }
    bytes += size;
    contents.putAll(all);
    closures.put(closure.id(), new Shelved(closure, fresh(closure), size));
    Iterator<Shelved> eldest = closures.values().iterator();
    while ((bytes > limit || closures.size() > MOST) && closures.size() > 1) {
      Shelved leaving = eldest.next();
      eldest.remove();
      bytes -= leaving.size;
      leaving.closure.contents().forEach(this::release);
    }
  }

  private ClosureLoader fresh(Closure closure) {
    var files = new HashMap<String, List<byte[]>>();
    closure
        .files()
        .forEach(
            (path, hashes) ->
                files.put(path, hashes.stream().map(hash -> held(hash).file).toList()));
    List<Jar> jars = closure.jars().stream().map(jar -> held(jar).jar()).toList();
    return new ClosureLoader(parent, files, jars);
  }

  private Held held(Hash hash) {
    Held held = contents.get(hash);
    if (held == null) {
      throw new IllegalStateException("a closure on the shelf lacks " + hash);
    }
    return held;
  }

  private void release(Hash hash) {
    contents.computeIfPresent(hash, (h, held) -> --held.closures == 0 ? null : held);
  }

  private static final class Shelved {
    final Closure closure;
    final long size;
    ClosureLoader loader;

    Shelved(Closure closure, ClosureLoader loader, long size) {
      this.closure = closure;
      this.loader = loader;
      this.size = size;
    }
  }

  private static final class Held {
    final byte[] file;
    int closures;
    private @Nullable Jar jar;

    Held(byte[] file) {
      this.file = file;
    }

    /** The file, unpacked at its first use. */
    Jar jar() {
      Jar unpacked = jar;
      if (unpacked == null) {
        unpacked = Jar.unpack(file);
        jar = unpacked;
      }
      return unpacked;
    }
  }
}
