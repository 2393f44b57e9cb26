package freeworker.challenge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import freeworker.Engine;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final Path SAMPLES = Path.of("samples");

  @Test
  void mineCountsPrimes() {
    var ran =
        Ran.program("run", "-b", "embedded:1", SAMPLES.resolve("Mine.java").toString(), "1000");

    assertEquals(new Ran(0, "168" + System.lineSeparator(), ""), ran);
  }

  @Test
  void helloIsAWholeClientInOneFile() throws Exception {
    var compiler = new StringWriter();
    Path api = Path.of(Engine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    SourceFile.Compiled hello =
        new SourceFile(SAMPLES.resolve("Hello.java"))
            .compile(List.of(api), new PrintWriter(compiler));
    var printed = new ByteArrayOutputStream();
    PrintStream before = System.out;

    try (var loader =
            new URLClassLoader(
                new MemoryClasses(hello.files()).with(List.of()), Engine.class.getClassLoader());
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      loader
          .loadClass(hello.program())
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {"embedded:1"});
    } finally {
      System.setOut(before);
    }

    assertEquals("", compiler.toString());
    assertEquals(
        List.of(
            "3 * 3 = 9",
            "Greeting[text=Hello, worker!, letters=14]",
            "4",
            "9",
            "16",
            "worker 0 is mine for a while",
            "/ by zero there, and told here"),
        printed.toString(StandardCharsets.UTF_8).lines().toList());
  }
}
