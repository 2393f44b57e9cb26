package freeworker.challenge;

import freeworker.Task;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of a public static method, by its name; it answers the result as text, which is made on
 * the worker, so that a result of any class can be shown.
 *
 * @param program the class of the method, which travels with the call
 * @param parameters the names of the types of its parameters
 */
record UserCall(Class<?> program, String method, List<String> parameters, Object[] arguments)
    implements Task<String> {
  UserCall {
    parameters = List.copyOf(parameters);
    arguments = arguments.clone();
  }

  static UserCall of(Method method, Object[] arguments) {
    return new UserCall(method.getDeclaringClass(), method.getName(), types(method), arguments);
  }

  @Override
  public String run() throws Exception {
    for (Method candidate : program.getDeclaredMethods()) {
      if (candidate.getName().equals(method) && types(candidate).equals(parameters)) {
        // The class around a public method need not be public itself.
        candidate.setAccessible(true);
        return readable(call(candidate));
      }
    }
    throw new NoSuchMethodException(program.getName() + "." + method + parameters);
  }

  private @Nullable Object call(Method target) throws Exception {
    try {
      return target.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception own) {
        throw own;
      }
      if (e.getCause() instanceof Error own) {
        throw own;
      }
      throw e;
    }
  }

  private static List<String> types(Method method) {
    return Arrays.stream(method.getParameterTypes()).map(Class::getName).toList();
  }

  /** A result as people read it: arrays with their elements. */
  static String readable(@Nullable Object result) {
    if (result == null || !result.getClass().isArray()) {
      return String.valueOf(result);
    }
    var wrapped = new Object[Array.getLength(result)];
    for (int i = 0; i < wrapped.length; i++) {
      wrapped[i] = Array.get(result, i);
    }
    return Arrays.deepToString(wrapped);
  }
}
