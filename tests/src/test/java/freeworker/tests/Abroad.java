package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import freeworker.Engine;
import freeworker.Task;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** Tasks written in another language, and the workers that run them. */
final class Abroad implements AutoCloseable {
  private final URLClassLoader loader;
  private final Class<?> shapes;
  private final BrokerRun broker;
  private final Engine rmi;
  private final Engine embedded = Engine.open("embedded:1");

  /**
   * @param source a file of this module
   * @param shapes the class in it whose static methods make tasks
   */
  Abroad(Path folder, Language language, String source, String shapes) throws Exception {
    this.loader = language.compile(folder, source);
    this.shapes = loader.loadClass(shapes);
    this.broker = BrokerRun.start(folder, 1);
    this.rmi = broker.engine();
  }

  /** What a task returns, from an embedded worker and from one of a broker alike. */
  Object run(String shape, Object... arguments) throws ReflectiveOperationException {
    Object result = Objects.requireNonNull(rmi.run(task(shape, arguments)));
    assertEquals(result, embedded.run(task(shape, arguments)), "embedded");
    return result;
  }

  /** What a task returns whose result is equal to nothing else. */
  Object runOnce(String shape, Object... arguments) throws ReflectiveOperationException {
    return Objects.requireNonNull(rmi.runOnce(task(shape, arguments)));
  }

  @SuppressWarnings("unchecked")
  private Task<Object> task(String shape, Object... arguments) throws ReflectiveOperationException {
    Method maker =
        Arrays.stream(shapes.getMethods())
            .filter(method -> method.getName().equals(shape))
            .findFirst()
            .orElseThrow();
    return (Task<Object>) maker.invoke(null, arguments);
  }

  @Override
  public void close() throws IOException {
    rmi.close();
    embedded.close();
    broker.close();
    loader.close();
  }
}
