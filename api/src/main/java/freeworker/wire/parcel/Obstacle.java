package freeworker.wire.parcel;

import java.io.Externalizable;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
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
 * @param problem what it is, and the way to it
 * @param advice what to do about it
 */
public record Obstacle(String problem, String advice) {
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
    return problem + ", which is not serializable. " + advice;
  }

  /**
   * Where an object is.
   *
   * @param alone what the object is called that the path begins at
   * @param before what stands before the path when there is one
   */
  private record Place(String alone, String before, String path) {
    static Place root(String name) {
      return new Place(name, name.indexOf(' ') < 0 ? name : name + " at ", "");
    }

    static Place captured(String lambda, Object object) {
      String type = simple(object.getClass());
      return new Place(
          "what " + lambda + " captures", lambda + " captures " + type + ", whose ", "");
    }

    Place field(String name) {
      boolean first = path.isEmpty() && before.endsWith(" ");
      return new Place(alone, before, first ? name : path + "." + name);
    }

    Place element(Object index) {
      boolean first = path.isEmpty() && before.endsWith("whose ");
      return new Place(alone, before, (first ? "element " : path) + "[" + index + "]");
    }

    Place key() {
      return root("a key of " + this);
    }

    @Override
    public String toString() {
      return path.isEmpty() ? alone : before + path;
    }
  }

  private static String simple(Class<?> type) {
    return type.getTypeName().substring(type.getPackageName().length()).replaceFirst("^\\.", "");
  }

  private record Step(Place place, Object object, boolean field) {
    Obstacle obstacle() {
      return new Obstacle(
          place + " is a " + object.getClass().getTypeName(),
          (field ? "Make the field transient, or take" : "Take")
              + " what you need from it before.");
    }
  }

  private static final class Search {
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Step> open = new ArrayDeque<>();

    Optional<Obstacle> from(Map<String, ?> roots) {
      roots.forEach((name, root) -> add(Place.root(name), root, false));
      while (!open.isEmpty()) {
        Step step = open.remove();
        if (!(step.object() instanceof Serializable)) {
          return Optional.of(step.obstacle());
        }
        Optional<SerializedLambda> lambda = lambda(step.object());
        if (lambda.isPresent() && losesItself(lambda.get())) {
          return Optional.of(itself(step.place(), lambda.get().getCapturedArg(0)));
        }
        lambda.ifPresentOrElse(
            found -> captured(step.place(), found), () -> look(step.place(), step.object()));
      }
      return Optional.empty();
    }

    /** Whether a lambda uses the object that it was written in, and that one cannot travel. */
    private static boolean losesItself(SerializedLambda lambda) {
      return lambda.getCapturedArgCount() > 0
          && lambda.getImplMethodKind() != MethodHandleInfo.REF_invokeStatic
          && lambda.getImplMethodKind() != MethodHandleInfo.REF_newInvokeSpecial
          && lambda.getImplClass().equals(lambda.getCapturingClass())
          && !(lambda.getCapturedArg(0) instanceof Serializable);
    }

    private static Obstacle itself(Place lambda, Object owner) {
      return new Obstacle(
          lambda
              + " uses a field or method of "
              + simple(owner.getClass())
              + ", so it captures `this`",
          "Copy what it needs into a local variable before.");
    }

    private void captured(Place place, SerializedLambda lambda) {
      for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
        Object captured = lambda.getCapturedArg(i);
        if (captured != null) {
          add(Place.captured(place.toString(), captured), captured, false);
        }
      }
    }

    private void look(Place place, Object object) {
      if (object instanceof Object[] array) {
        for (int i = 0; i < array.length && i < REACH; i++) {
          add(place.element(i), array[i], false);
        }
      } else if (ofTheJdk(object)) {
        lookInside(place, object);
      } else if (!(object instanceof Externalizable)) {
        fields(place, object);
      }
    }

    private void lookInside(Place place, Object object) {
      int i = 0;
      if (object instanceof Collection<?> collection) {
        for (Object element : collection) {
          add(place.element(i++), element, false);
        }
      } else if (object instanceof Map<?, ?> map) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          Object key = entry.getKey();
          boolean plain = key instanceof String || key instanceof Number;
          add(place.key(), key, false);
          add(place.element(plain ? key : i++), entry.getValue(), false);
        }
      } else if (object instanceof Throwable thrown) {
        add(place.field("cause"), thrown.getCause(), false);
      }
    }

    private void fields(Place place, Object object) {
      for (Class<?> type = object.getClass();
          type != null && Serializable.class.isAssignableFrom(type);
          type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers())
              && !Modifier.isTransient(field.getModifiers())
              && !field.getType().isPrimitive()) {
            add(place.field(field.getName()), value(field, object), true);
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

    private void add(Place place, @Nullable Object object, boolean field) {
      if (object != null && seen.size() < REACH && seen.add(object)) {
        open.add(new Step(place, object, field));
      }
    }
  }
}
