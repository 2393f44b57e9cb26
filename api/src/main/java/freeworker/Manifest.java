package freeworker;

import java.util.List;
import java.util.Objects;

/**
 * What travels with a task, and why.
 *
 * @param task the name of the task
 * @param bytes how many bytes the task itself has, with all that it captured
 * @param items the classes and libraries that it needs, beyond the JDK and this API
 * @param warnings what may come out differently on a worker
 */
public record Manifest(String task, int bytes, List<Item> items, List<String> warnings) {
  /**
   * A class, or a library that travels whole.
   *
   * @param way the classes that lead to it, each naming the next, from one of the task's own
   */
  public record Item(String name, long bytes, List<String> way) {
    public Item {
      Objects.requireNonNull(name, "name");
      way = List.copyOf(way);
    }
  }

  public Manifest {
    Objects.requireNonNull(task, "task");
    items = List.copyOf(items);
    warnings = List.copyOf(warnings);
  }

  /** The bytes of the task and of all that it needs; what a worker knows already is not sent. */
  public long allBytes() {
    return bytes + items.stream().mapToLong(Item::bytes).sum();
  }
}
