package freeworker.client;

import freeworker.TaskRefused;
import freeworker.wire.Sizes;
import freeworker.wire.parcel.Closure;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: read, jars. Class files are read once a loader, and never again while it lives.
 */
/** Finds all the classes that a task's own classes name, and that a worker has not by itself. */
final class ClosureWalk {
  private final Map<ClassLoader, Map<String, Optional<ClassFile>>> read = new WeakHashMap<>();
  private final Map<Path, WholeJar> jars = new HashMap<>();

  private final Supplier<Sizes> sizes;

  /**
   * @param sizes how large what travels may be; asked at each walk
   */
  ClosureWalk(Supplier<Sizes> sizes) {
    this.sizes = sizes;
  }

  Sizes sizes() {
    return sizes.get();
  }

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
    var found = new Found(this);
    for (Class<?> root : roots) {
      if (!found.add(root.getName(), root.getClassLoader())) {
        throw new TaskRefused(
            root.getName()
                + " cannot travel: its class file cannot be found, because "
                + root.getClassLoader()
                + " does not give it out as a resource.");
      }
    }
    return found.shipment(Map.of());
  }

  /** A shipment with one class more and all that it names, if this loader has it. */
  Shipment with(
      Shipment before, String name, ClassLoader loader, Map<String, List<byte[]>> resources) {
    var found = new Found(this, before);
    return found.add(name, loader) ? found.shipment(resources) : before;
  }

  /** A shipment with other resources. */
  Shipment with(Shipment before, Map<String, List<byte[]>> resources) {
    return new Found(this, before).shipment(resources);
  }

  /** The class file that this loader has of a class, if a worker does not have it by itself. */
  synchronized Optional<ClassFile> file(String name, ClassLoader loader) {
    return read.computeIfAbsent(loader, l -> new HashMap<>())
        .computeIfAbsent(name, n -> read(n, loader));
  }

  private static Optional<ClassFile> read(String name, ClassLoader loader) {
    if (Closure.everywhere(name) || inTheJdk(name)) {
      return Optional.empty();
    }
    // Each loader of the chain is asked, for some give out only what they themselves define.
    for (ClassLoader asked = loader; asked != null; asked = asked.getParent()) {
      try (InputStream in = asked.getResourceAsStream(Closure.path(name))) {
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

  /** The jar file that a class came from, if it came from one. */
  static Optional<Path> jar(String name, ClassLoader loader) {
    @Nullable URL url = loader.getResource(Closure.path(name));
    return url == null ? Optional.empty() : WholeJar.of(url);
  }

  /**
   * The classes of a shipment that are the program's own, not a library's: those in no jar, or in a
   * jar that one of the roots is in. None where no class of the shipment has variables.
   */
  Map<String, ClassFile> own(Collection<Class<?>> roots, Shipment shipment) {
    var own = new HashMap<String, ClassFile>();
    if (shipment.classes().values().stream().allMatch(file -> file.variables().isEmpty())) {
      return own;
    }
    var places = new HashSet<Optional<Path>>();
    places.add(Optional.empty());
    for (Class<?> root : roots) {
      if (!everywhere(root)) {
        places.add(jar(root.getName(), root.getClassLoader()));
      }
    }
    shipment
        .classes()
        .forEach(
            (name, file) -> {
              ClassLoader loader = shipment.loaders().get(name);
              if (loader != null && places.contains(jar(name, loader))) {
                own.put(name, file);
              }
            });
    return own;
  }

  /** A jar file with its contents. */
  synchronized WholeJar whole(Path jar) {
    return jars.computeIfAbsent(
        jar,
        path -> {
          try {
            return WholeJar.read(path);
          } catch (IOException e) {
            throw new TaskRefused(path + " cannot be read: " + e.getMessage(), e);
          }
        });
  }

  private static boolean inTheJdk(String name) {
    if (name.startsWith("java.")) {
      return true;
    }
    URL url = ClassLoader.getSystemResource(Closure.path(name));
    return url != null && url.getProtocol().equals("jrt");
  }
}
