package freeworker.client;

import freeworker.RemoteFunction;
import freeworker.Task;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** Tasks that look at their own classes; knows no test library. */
final class Mirror {
  private Mirror() {}

  enum Unit {
    METRE,
    SECOND
  }

  @Retention(RetentionPolicy.RUNTIME)
  @interface Measured {
    Unit unit();

    String[] notes() default {"none"};

    Class<?> by() default Mirror.class;
  }

  @Measured(unit = Unit.METRE, by = Meter.class)
  record Length(
      @Measured(
              unit = Unit.SECOND,
              notes = {"a", "b"})
          int metres,
      String... names)
      implements Serializable {}

  static final class Meter {}

  static Task<String> annotations() {
    return () -> {
      Measured type = Length.class.getAnnotation(Measured.class);
      RecordComponent component = Length.class.getRecordComponents()[0];
      Measured part = component.getAnnotation(Measured.class);
      return type.unit()
          + " by "
          + type.by().getSimpleName()
          + Arrays.toString(type.notes())
          + ", "
          + component.getName()
          + " "
          + part.unit().compareTo(Unit.METRE)
          + Arrays.toString(part.notes());
    };
  }

  static Task<List<String>> structure() {
    return () -> {
      var seen = new ArrayList<String>();
      Class<?> local = new Object() {}.getClass();
      seen.add(local.getEnclosingMethod() == null ? "no method" : "within a method");
      seen.add(local.getNestHost().getSimpleName());
      seen.add(Length.class.getRecordComponents()[1].getGenericType().getTypeName());
      for (Class<?> permitted : Kinds.Shape.class.getPermittedSubclasses()) {
        seen.add(permitted.getSimpleName());
      }
      var declared = new TreeSet<String>();
      for (Class<?> type : Kinds.Garden.class.getDeclaredClasses()) {
        declared.add(type.getSimpleName());
      }
      seen.addAll(declared);
      seen.add(Mirror.class.getPackageName() + " " + Mirror.class.getPackage().getName());
      seen.add(Mirror.class.getMethod("parameters", int.class).getParameters()[0].getName());
      return seen;
    };
  }

  public static int parameters(int count) {
    return count;
  }

  private static final class Shy {
    private volatile int value;

    private Shy(int value) {
      this.value = value;
    }

    @SuppressWarnings("UnusedMethod")
    private int plus(int more) {
      return value + more;
    }
  }

  static Task<Integer> reflection() {
    return () -> {
      Constructor<Shy> constructor = Shy.class.getDeclaredConstructor(int.class);
      Shy shy = constructor.newInstance(30);
      Method plus = Shy.class.getDeclaredMethod("plus", int.class);
      plus.setAccessible(true);
      return (Integer) plus.invoke(shy, 7);
    };
  }

  static Task<Integer> handles() {
    return () -> {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      VarHandle value = lookup.findVarHandle(Shy.class, "value", int.class);
      MethodHandle plus =
          lookup.findVirtual(Shy.class, "plus", MethodType.methodType(int.class, int.class));
      Shy shy = new Shy(1);
      value.getAndAdd(shy, 10);
      try {
        return (int) plus.invokeExact(shy, 100);
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    };
  }

  /** A nested class that the code does not mention is known to the class around it. */
  static Task<Object> nestedByName(String simpleName) {
    return () ->
        Class.forName(Mirror.class.getName() + "$" + simpleName)
            .getDeclaredConstructor()
            .newInstance()
            .toString();
  }

  static final class Unmentioned {
    @Override
    public String toString() {
      return "found by its name";
    }
  }

  static Task<Boolean> oneLoader() {
    return () ->
        Pets.class.getClassLoader() == Mirror.class.getClassLoader()
            && Class.forName(Pets.class.getName()) == Pets.class;
  }

  interface Speaker extends Serializable {
    String say(String word, int times);

    default String twice(String word) {
      return say(word, 2);
    }
  }

  /** Is seen by its own package alone, so a proxy for it has to be of the same package. */
  interface Hidden {}

  /** Answers for a proxy. */
  record Parrot(String suffix) implements InvocationHandler, Serializable {
    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
      return method.isDefault()
          ? InvocationHandler.invokeDefault(proxy, method, arguments)
          : String.valueOf(arguments[0]).repeat((Integer) arguments[1]) + suffix;
    }
  }

  static Speaker speaker(String suffix) {
    return (Speaker)
        Proxy.newProxyInstance(
            Mirror.class.getClassLoader(),
            new Class<?>[] {Speaker.class, Hidden.class, Comparable.class},
            new Parrot(suffix));
  }

  static Task<String> captured(Speaker speaker) {
    return () -> speaker.say("ab", 3) + speaker.twice("c") + (speaker instanceof Hidden);
  }

  static RemoteFunction<Speaker, String> argument() {
    return speaker -> speaker.say("x", 2);
  }

  /** A proxy that is made and used there alone. */
  static Task<String> madeThere() {
    return () -> {
      @SuppressWarnings("unchecked")
      var callable =
          (Callable<String>)
              Proxy.newProxyInstance(
                  Mirror.class.getClassLoader(),
                  new Class<?>[] {Callable.class},
                  (proxy, method, arguments) -> method.getName());
      return speaker("?").say("y", 1) + callable.call();
    };
  }
}
