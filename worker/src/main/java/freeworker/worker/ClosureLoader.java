package freeworker.worker;

import freeworker.Task;
import freeworker.wire.parcel.Closure;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Defines the classes of one closure. Besides them a task sees the classes of the parent and those
 * of the API, and nothing else of this worker.
 */
final class ClosureLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> undefined;

  ClosureLoader(ClassLoader parent, Map<String, byte[]> classFiles) {
    super("closure", parent);
    this.undefined = new ConcurrentHashMap<>(classFiles);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] file = undefined.remove(name);
    if (file != null) {
      return defineClass(name, file, 0, file.length);
    }
    if (Closure.everywhere(name)) {
      return Class.forName(name, false, Task.class.getClassLoader());
    }
    throw new ClassNotFoundException(
        name
            + " did not travel with the task: no class of the task names it."
            + " Mention it there, for example as "
            + name.substring(name.lastIndexOf('.') + 1).replace('$', '.')
            + ".class");
  }
}
