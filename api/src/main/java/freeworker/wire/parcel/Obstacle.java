package freeworker.wire.parcel;

import java.io.Externalizable;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object that keeps the object that holds it from being serialized.
 *
 * @param path the way to it
 * @param type its class
 * @param field whether a field holds it, which could be transient
 */
public record Obstacle(String path, String type, boolean field) {
  private static final int REACH = 100_000;

  /** The first obstacle on the way from these objects, by their names, where it can be seen. */
  public static Optional<Obstacle> in(Map<String, ?> roots) {
    return new Search().from(roots);
  }

  /** The lambda of this object, if it is one that can travel. */
  public static Optional<SerializedLambda> lambda(Object object) {
    if (!object.getClass().isHidden() && !object.getClass().isSynthetic()) {
      return Optional.empty();
    }
    try {
      Method replace = object.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      return replace.invoke(object) instanceof SerializedLambda lambda
          ? Optional.of(lambda)
          : Optional.empty();
    } catch (ReflectiveOperationException | RuntimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return path
        + " is a "
        + type
        + ", which is not serializable. "
        + (field ? "Make the field transient, or take" : "Take")
        + " what you need from it before.";
  }

  private record Step(String path, Object object, boolean field) {}

  private static final class Search {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Step> open = new ArrayDeque<>();

    Optional<Obstacle> from(Map<String, ?> roots) {
      roots.forEach((name, root) -> add(name, root, false));
      while (!open.isEmpty()) {
        Step step = open.remove();
        Object object = step.object();
        if (!(object instanceof Serializable)) {
          return Optional.of(
              new Obstacle(step.path(), object.getClass().getTypeName(), step.field()));
        }
        look(step.path(), object);
      }
      return Optional.empty();
    }

    private void look(String path, Object object) {
      Optional<SerializedLambda> lambda = lambda(object);
      if (lambda.isPresent()) {
        for (int i = 0; i < lambda.get().getCapturedArgCount(); i++) {
          add("what " + path + " captures", lambda.get().getCapturedArg(i), false);
        }
      } else if (object instanceof Object[] array) {
        for (int i = 0; i < array.length && i < REACH; i++) {
          add(path + "[" + i + "]", array[i], false);
        }
      } else if (ofTheJdk(object)) {
        lookInside(path, object);
      } else if (!(object instanceof Externalizable)) {
        fields(path, object);
      }
    }

    private void lookInside(String path, Object object) {
      int i = 0;
      if (object instanceof Collection<?> collection) {
        for (Object element : collection) {
          add(path + "[" + i++ + "]", element, false);
        }
      } else if (object instanceof Map<?, ?> map) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          Object key = entry.getKey();
          boolean plain = key instanceof String || key instanceof Number;
          add("a key of " + path, key, false);
          add(path + "[" + (plain ? key : i++) + "]", entry.getValue(), false);
        }
      }
    }

    private void fields(String path, Object object) {
      for (Class<?> type = object.getClass();
          type != null && Serializable.class.isAssignableFrom(type);
          type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers())
              && !Modifier.isTransient(field.getModifiers())
              && !field.getType().isPrimitive()) {
            add(path + "." + field.getName(), value(field, object), true);
          }
        }
      }
    }

    private static @Nullable Object value(Field field, Object object) {
      try {
        field.setAccessible(true);
        return field.get(object);
      } catch (ReflectiveOperationException | RuntimeException e) {
        return null;
      }
    }

    private static boolean ofTheJdk(Object object) {
      ClassLoader loader = object.getClass().getClassLoader();
      return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private void add(String path, @Nullable Object object, boolean field) {
      if (object != null && seen.size() < REACH && seen.add(object)) {
        open.add(new Step(path, object, field));
      }
    }
  }
}
