package freeworker.worker.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The interpreters themselves, on a machine that has them. */
@Tag("outer")
@Timeout(120)
class InterpretersTest {
  private static final String WORD = "it's größe\n";

  @TempDir Path scratch;

  private void assertSays(String name, String lines) throws Exception {
    var rig = new ScriptRig(scratch).file(name, lines, WORD);

    assertEquals(0, rig.run().code(), rig::err);

    assertEquals(WORD, rig.out());
  }

  @Test
  void pythonIsToldItsArguments() throws Exception {
    assertSays("a.py", "import sys; print(sys.argv[1], end='')");
    assertSays("b", "#!/usr/bin/env python3\r\nimport sys; print(sys.argv[1], end='')");
  }

  @Test
  void bashIsToldItsArguments() throws Exception {
    assertSays("a.bash", "[[ -n $1 ]] && printf %s \"$1\"");
  }

  @Test
  void nodeIsToldItsArguments() throws Exception {
    assertSays("a.js", "process.stdout.write(process.argv[2])");
    assertSays(
        "a.mjs", "import process from 'node:process'; process.stdout.write(process.argv[2])");
  }

  @Test
  void perlIsToldItsArguments() throws Exception {
    assertSays("a.pl", "print $ARGV[0]");
  }

  @Test
  void anInterruptOfTheKeyboardReachesWhatHasOneToHandle() throws Exception {
    var rig =
        new ScriptRig(scratch)
            .file(
                "a.py",
                """
                import os, signal
                try:
                    os.kill(os.getpid(), signal.SIGINT)
                    signal.pause()
                except KeyboardInterrupt:
                    print("interrupted")
                """);

    assertEquals(0, rig.run().code(), rig::err);

    assertEquals("interrupted\n", rig.out());
  }
}
