package freeworker.wire;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** What a process does about the signals of a terminal. */
public final class Signals {
  private Signals() {}

  /**
   * Runs the action at each interrupt, hang-up or termination instead of ending the process.
   *
   * <p>Java has no supported way to say this; where this one is missing the process simply ends.
   */
  public static void on(Runnable action, String... names) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, args) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      for (String name : names) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
      }
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      System.getLogger(Signals.class.getName())
          .log(System.Logger.Level.DEBUG, "no signal handling here", e);
    }
  }
}
