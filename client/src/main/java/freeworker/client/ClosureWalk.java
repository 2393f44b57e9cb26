package freeworker.client;

import freeworker.TaskRefused;
import freeworker.wire.parcel.Closure;
import freeworker.wire.parcel.Hash;
import freeworker.wire.parcel.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/*
 * Guarded by this: read. Class files are read once a loader, and never again while it lives.
 */
/** Finds all the classes that a task's own classes name, and that a worker has not by itself. */
final class ClosureWalk {
  private final Map<ClassLoader, Map<String, Optional<ClassFile>>> read = new WeakHashMap<>();

  /** Whether a worker has this class already. */
  static boolean everywhere(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null
        || loader == ClassLoader.getPlatformClassLoader()
        || Closure.everywhere(type.getName())
        || inTheJdk(type.getName());
  }

  /**
   * @throws TaskRefused when the class file of a root cannot be found
   */
  Shipment from(Collection<Class<?>> roots) {
    var found = new Found();
    for (Class<?> root : roots) {
      if (!found.add(root.getName(), root.getClassLoader())) {
        throw new TaskRefused(
            root.getName()
                + " cannot travel: its class file cannot be found, because "
                + root.getClassLoader()
                + " does not give it out as a resource.");
      }
    }
    return found.shipment();
  }

  private synchronized Optional<ClassFile> file(String name, ClassLoader loader) {
    return read.computeIfAbsent(loader, l -> new HashMap<>())
        .computeIfAbsent(name, n -> read(n, loader));
  }

  private static Optional<ClassFile> read(String name, ClassLoader loader) {
    if (inTheJdk(name)) {
      return Optional.empty();
    }
    // Each loader of the chain is asked, for some give out only what they themselves define.
    for (ClassLoader asked = loader; asked != null; asked = asked.getParent()) {
      try (InputStream in = asked.getResourceAsStream(resource(name))) {
        if (in != null) {
          return Optional.of(ClassFile.of(in.readAllBytes()));
        }
      } catch (IOException e) {
        throw new TaskRefused(
            "The class file of " + name + " cannot be read: " + e.getMessage(), e);
      }
    }
    return Optional.empty();
  }

  private static boolean inTheJdk(String name) {
    if (name.startsWith("java.")) {
      return true;
    }
    URL url = ClassLoader.getSystemResource(resource(name));
    return url != null && url.getProtocol().equals("jrt");
  }

  private static String resource(String name) {
    return name.replace('.', '/') + ".class";
  }

  private final class Found {
    private final Map<String, Hash> classes = new HashMap<>();
    private final Map<Hash, byte[]> files = new HashMap<>();
    private final Map<String, ClassLoader> loaders = new HashMap<>();
    private int java;
    private String newest = "";

    /** Adds a class and all that it names. */
    boolean add(String root, ClassLoader loader) {
      Deque<String> open = new ArrayDeque<>();
      open.add(root);
      while (!open.isEmpty()) {
        String name = open.remove();
        if (loaders.get(name) == loader || Closure.everywhere(name)) {
          continue;
        }
        // A class that is named but not there may be one that never is needed.
        file(name, loader)
            .ifPresent(
                file -> {
                  put(name, file, loader);
                  open.addAll(file.names());
                });
      }
      return classes.containsKey(root);
    }

    private void put(String name, ClassFile file, ClassLoader loader) {
      Hash other = classes.put(name, file.hash());
      if (other != null && !other.equals(file.hash())) {
        throw new TaskRefused(
            "The task cannot travel: it uses two different classes named " + name + ".");
      }
      files.put(file.hash(), file.bytes());
      loaders.put(name, loader);
      if (file.java() > java) {
        java = file.java();
        newest = name;
      }
      if (classes.size() > Limits.CLASSES) {
        throw new TaskRefused(
            "The task cannot travel: its classes name more than " + Limits.CLASSES + " classes.");
      }
    }

    Shipment shipment() {
      return new Shipment(new Closure(classes), files, loaders, java, newest);
    }
  }
}
