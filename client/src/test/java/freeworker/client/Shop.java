package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import freeworker.RemoteFunction;
import freeworker.wire.parcel.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A library with a function of a few statements, to be called at home and on a worker. */
final class Shop implements AutoCloseable {
  private static final String ASK =
      """
      package shop;
      import java.io.InputStream;
      import java.util.*;
      public class Ask implements freeworker.RemoteFunction<String, Object> {
        static String text(InputStream in) throws Exception {
          return in == null ? "nothing" : new String(in.readAllBytes(), "UTF-8");
        }
        public Object apply(String name) throws Exception {
          %s
        }
      }
      """;

  private final Library library;

  private Shop(Library library) {
    this.library = library;
  }

  /**
   * @param statements see their argument as {@code name}, and return something
   * @param files what the jar has besides
   */
  static Shop of(Path folder, String statements, Map<String, String> files, Library... below)
      throws IOException {
    var all = new HashMap<>(files);
    all.put("shop/Ask.java", ASK.formatted(statements));
    return new Shop(Library.of(folder, "shop", all, below));
  }

  @SuppressWarnings("unchecked")
  RemoteFunction<String, Object> ask() throws ReflectiveOperationException {
    return (RemoteFunction<String, Object>) library.type("shop.Ask").getConstructor().newInstance();
  }

  /** What the function answers, in words; the same at home and there. */
  String answer(Wire wire, String argument) throws Exception {
    String home = String.valueOf(ask().apply(argument));
    Object there = wire.run(new Call<>(ask(), argument));

    assertEquals(home, String.valueOf(there), "not as at home");
    return home;
  }

  ClassLoader loader() {
    return library.loader();
  }

  @Override
  public void close() throws IOException {
    library.close();
  }
}
