package freeworker.worker.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.wire.job.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs a script. */
@Timeout(120)
class InvocationTest {
  @TempDir Path folder;
  private SearchPath path = SearchPath.own();
  private Path scratch = Path.of("");

  @BeforeEach
  void makeCommands() throws IOException {
    scratch = Files.createDirectory(folder.resolve("scratch"));
    Path bin = folder.resolve("bin");
    path = ScriptRig.only(bin, "mkfifo", "setsid", "sh", "cat");
    for (String name : new String[] {"python3", "node", "ruby", "perl", "bash", "odd one"}) {
      ScriptRig.command(
          bin,
          name,
          "printf %s '" + name + "'; for word; do printf ' %s' \"${word##*/}\"; done; echo");
    }
  }

  private ScriptRig rig() {
    return new ScriptRig(scratch).path(path);
  }

  @ParameterizedTest
  @CsvSource({
    "a.py, python3",
    "a.PY, python3",
    "a.js, node",
    "a.mjs, node",
    "a.rb, ruby",
    "a.pl, perl",
    "a.bash, bash"
  })
  void whereNoFirstLineSaysItTheEndingDoes(String name, String interpreter) throws Exception {
    var rig = rig().file(name, "whatever", "x");

    assertEquals(0, rig.run().code());

    assertEquals(interpreter + " " + name + " x\n", rig.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#!/usr/bin/env ruby\n",
        "#!/usr/bin/env ruby\r\n",
        "#! /usr/bin/env  ruby \n",
        "#!ruby\n"
      })
  void theFirstLineWins(String line) throws Exception {
    var rig = rig().file("a.py", line, "x");

    assertEquals(0, rig.run().code());

    assertEquals("ruby a.py x\n", rig.out());
  }

  @Test
  void anInterpreterGetsTheRestOfItsLineAsOneArgument() throws Exception {
    String name = folder.resolve("bin/odd one").toString();
    var env = rig().file("a", "#!/usr/bin/env odd one\n", "x");
    var shell = rig().file("b", "#!/bin/sh -eu\nfalse\necho no\n");
    Path python = folder.resolve("bin/python3");
    var two = rig().file("c", "#!" + python + " -I -u \n");

    assertEquals(0, env.run().code(), name);
    assertEquals(1, shell.run().code());
    assertEquals(0, two.run().code());

    assertEquals("odd one a x\n", env.out());
    assertEquals("", shell.out());
    assertEquals("python3 -I -u c\n", two.out());
  }

  @Test
  void aMissingInterpreterIsNamed() throws Exception {
    Files.delete(folder.resolve("bin/python3"));
    String host = SearchPath.host();

    assertEquals(
        new Ending(
            Ending.How.NOT_BEGUN,
            127,
            "python3 is not on this worker ("
                + host
                + "): looked in PATH. 'a.py' needs it; install it there."),
        rig().file("a.py", "").run());
    assertEquals(
        new Ending(
            Ending.How.NOT_BEGUN,
            127,
            "python3 is not on this worker ("
                + host
                + "): looked in PATH. The first line of 'a' asks for it."),
        rig().file("a", "#!/usr/bin/env python3\n").run());
    assertEquals(
        new Ending(
            Ending.How.NOT_BEGUN,
            127,
            "/no/python3 is not on this worker (" + host + "). The first line of 'a' asks for it."),
        rig().file("a", "#!/no/python3\n").run());
  }

  @Test
  void aMissingCommandIsNamed() throws Exception {
    String host = SearchPath.host();

    assertEquals(
        new Ending(
            Ending.How.NOT_BEGUN,
            127,
            "fit is not on this worker ("
                + host
                + "): looked in PATH. Install it there, or submit it as a file."),
        rig().command("fit").run());
    assertEquals(
        new Ending(
            Ending.How.NOT_BEGUN,
            127,
            "./fit is not on this worker (" + host + "). Submit it as a file."),
        rig().command("./fit").run());
    assertEquals(
        new Ending(
            Ending.How.NOT_BEGUN,
            126,
            "./fit may not be run on this worker (" + host + "): it is not executable."),
        rig().with("fit", "#!/bin/sh").command("./fit").run());
    assertEquals(
        new Ending(Ending.How.NOT_BEGUN, 127, "'no' is not one of the files of the job (--with)."),
        rig().command("cat").input("no").run());
  }

  @Test
  void aFileThatDoesNotSayWhatRunsItIsNotRun() throws Exception {
    Ending ending = rig().file("data.txt", "hello").run();

    assertEquals(Ending.How.NOT_BEGUN, ending.how());
    assertEquals(126, ending.code());
    assertTrue(
        ending.why().startsWith("'data.txt' does not say what is to run it. Begin it with"),
        ending.why());
  }

  @Test
  void whatCannotBeToldIsSaid() throws Exception {
    assertEquals(
        new Ending(
            Ending.How.NOT_BEGUN,
            126,
            "argument 2 has 131072 bytes, a program can be told 131071 at once."
                + " Put them into a file (--with)."),
        rig().command("cat", "x", "y".repeat(131_072)).run());
    assertEquals(
        new Ending(
            Ending.How.NOT_BEGUN, 126, "argument 1 holds a NUL, which no program can be told."),
        rig().command("cat", "x\0y").run());
  }

  @Test
  void aProgramOfThisSystemIsRunItself() throws Exception {
    Path sh = Path.of("/bin/sh").toRealPath();
    var rig =
        rig().with("in", "echo $1").input("in").file("tool", Files.readAllBytes(sh), "-s", "x");

    assertEquals(0, rig.run().code());

    assertEquals("x\n", rig.out());
  }

  @Test
  void aSingleFileOfJavaIsRunByTheJavaOfTheWorker() throws Exception {
    var rig =
        rig()
            .memory(64 << 20)
            .file(
                "Größe.java",
                """
                public class Größe {
                  public static void main(String[] words) {
                    System.out.println(words[0] + " " + (Runtime.getRuntime().maxMemory() >> 20));
                  }
                }
                """,
                "größe");

    assertEquals(0, rig.run().code(), rig::err);

    assertTrue(rig.out().startsWith("größe 6"), rig.out());
  }

  @Test
  void aJarIsRunByItsOwnOrByAGivenClass() throws Exception {
    byte[] jar = jar();
    var own = rig().with("a.jar", jar, false).jar("a.jar", "", "x");
    var given =
        rig().with("a.jar", jar, false).jar("a.jar", InvocationSubjectMain.class.getName(), "y");

    assertEquals(7, own.run().code(), own::err);
    assertEquals(7, given.run().code(), given::err);

    assertEquals("told x", own.out());
    assertEquals("told y", given.out());
  }

  private static byte[] jar() throws IOException {
    Class<?> subject = InvocationSubjectMain.class;
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, subject.getName());
    var bytes = new ByteArrayOutputStream();
    String name = subject.getName().replace('.', '/') + ".class";
    try (var jar = new JarOutputStream(bytes, manifest);
        InputStream code = subject.getResourceAsStream("/" + name)) {
      jar.putNextEntry(new ZipEntry(name));
      jar.write(code.readAllBytes());
    }
    return bytes.toByteArray();
  }
}
