package freeworker.client;

import freeworker.Manifest;
import freeworker.Task;
import freeworker.TaskRefused;
import freeworker.wire.Sizes;
import freeworker.wire.limit.Limit;
import freeworker.wire.parcel.Batch;
import freeworker.wire.parcel.Block;
import freeworker.wire.parcel.Call;
import freeworker.wire.parcel.ObjectBytes;
import freeworker.wire.parcel.Obstacle;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.Serializable;
import java.lang.System.Logger;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by closures: closures. What a task captured is serialized anew each time; only class files
 * are remembered.
 */
/** Makes tasks ready to travel, together with their classes. Safe for use by many threads. */
public final class Packer {
  private static final Logger LOG = System.getLogger("freeworker");
  private static final int REMEMBERED = 256;

  private final Supplier<Sizes> sizes;
  private final ClosureWalk walk;
  private final Map<Set<Class<?>>, Luggage> closures =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Set<Class<?>>, Luggage> eldest) {
          return size() > REMEMBERED;
        }
      };

  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  /** A packer of whatever travels anywhere. */
  public Packer() {
    this(() -> Sizes.USUAL);
  }

  /**
   * @param sizes how large what travels may be; asked for each task
   */
  Packer(Supplier<Sizes> sizes) {
    this.sizes = sizes;
    this.walk = new ClosureWalk(sizes);
  }

  /**
   * Packs a task; a function and its argument are packed as a {@link Call}.
   *
   * @param name the task's name, for people
   * @throws TaskRefused when it cannot travel; the message names the way to what stands in its way
   */
  public Packed pack(String name, Task<?> task) {
    return packed(name, task, false);
  }

  /** The same for a caller who waits until the task is over; its large arrays are not copied. */
  Packed lent(String name, Task<?> task) {
    return packed(name, task, true);
  }

  /** The same for a function and many inputs. */
  Packed pack(String name, Batch batch) {
    return packed(name, batch, false);
  }

  private Packed packed(String name, Serializable task, boolean lent) {
    var roots = new LinkedHashSet<Class<?>>();
    Block body = serialize(name, task, roots, lent);
    return new Packed(name, body, luggage(name, Set.copyOf(roots)));
  }

  /**
   * What would travel with a task.
   *
   * @throws TaskRefused as {@link #pack} does
   */
  Manifest explain(String name, Task<?> task) {
    var roots = new LinkedHashSet<Class<?>>();
    Block body = serialize(name, task, roots, true);
    Luggage luggage = luggage(name, Set.copyOf(roots));
    Set<String> variables = Variables.readBy(roots, walk.own(roots, luggage.shipment()));
    return Explanation.of(
        new Packed(name, body, luggage),
        variables.stream().map(variable -> warning(name, variable)).toList());
  }

  private static String warning(String name, String variable) {
    return name
        + " may read "
        + variable
        + ", a static variable. On a worker it has the value that its class gives it at first, not"
        + " the one it has here. Make it final, or copy it into a local variable before.";
  }

  private Block serialize(String name, Serializable task, Set<Class<?>> roots, boolean lent) {
    int most = sizes.get().task();
    try {
      return ObjectBytes.write(task, most, type -> add(type, roots), lent);
    } catch (NotSerializableException e) {
      throw new TaskRefused(
          Obstacle.in(parts(name, task))
              .map(obstacle -> sentence(obstacle.toString()))
              .orElse(
                  name
                      + " holds a "
                      + e.getMessage()
                      + ", which is not serializable. Take what you need from it before."),
          e);
    } catch (ObjectBytes.TooLarge e) {
      throw new TaskRefused(
          name
              + " cannot travel: "
              + e.getMessage()
              + " "
              + Limit.TASK_BYTES.at(most)
              + ". Let it read its input where it runs.",
          e);
    } catch (StackOverflowError e) {
      throw new TaskRefused(
          name + " cannot travel: it is nested too deeply to be serialized. Use a list.", e);
    } catch (IOException | RuntimeException e) {
      throw new TaskRefused(name + " cannot travel: " + e, e);
    }
  }

  private static String sentence(String text) {
    return text.startsWith("what ") || text.startsWith("the ")
        ? Character.toUpperCase(text.charAt(0)) + text.substring(1)
        : text;
  }

  private static Map<String, Object> parts(String name, Serializable task) {
    var parts = new LinkedHashMap<String, Object>();
    if (task instanceof Call<?, ?> call) {
      parts.put(name, call.function());
      @Nullable Object argument = call.argument();
      if (argument != null) {
        parts.put("the argument of " + name, argument);
      }
    } else {
      parts.put(name, task);
    }
    return parts;
  }

  private static void add(Class<?> type, Set<Class<?>> roots) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    if (!element.isPrimitive() && element.getClassLoader() != null) {
      roots.add(element);
    }
  }

  private Luggage luggage(String name, Set<Class<?>> roots) {
    synchronized (closures) {
      Luggage known = closures.get(roots);
      if (known != null) {
        return known;
      }
    }
    Shipment found = walk.from(roots.stream().filter(r -> !ClosureWalk.everywhere(r)).toList());
    for (String variable : Variables.readBy(roots, walk.own(roots, found))) {
      if (warned.add(variable)) {
        LOG.log(Logger.Level.WARNING, warning(name, variable));
      }
    }
    synchronized (closures) {
      return closures.computeIfAbsent(roots, r -> new Luggage(walk, found));
    }
  }
}
