package freeworker.broker.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
  private static final String ODD = "two  words'$HOME\"`id`\\\n*;&|<>(){}!~#";

  /** What a login shell does with it: the first argument is the whole command. */
  private static String run(Script script, String load) throws Exception {
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", script.command()).redirectErrorStream(true).start();
    try (OutputStream in = shell.getOutputStream()) {
      in.write(script.text());
      in.write(load.getBytes(UTF_8));
    }
    String said = new String(shell.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, shell.waitFor(), said);
    return said;
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "'", "''", "it's", "$x", "\\", "\\'", "é\t*", ODD})
  void aSettingAndAnArgumentArriveAsTheyAre(String text) throws Exception {
    Script script =
        Script.of(
            Map.of("setting", text),
            List.of("first", text, "last"),
            "printf '[%s][%s][%s][%s]' \"$setting\" \"$@\"\n");

    assertEquals("[" + text + "][first][" + text + "][last]", run(script, ""));
  }

  @Test
  void theShellReadsTheScriptAndLeavesWhatFollows() throws Exception {
    Script script = Script.of(Map.of(), List.of(), "read -r line\ncat >&2\necho \"<$line>\"\n");

    assertEquals("rest é\n<one line>\n", run(script, "one line\nrest é\n"));
  }

  @Test
  void nothingOfWhatIsSaidIsInTheCommandThatEverybodyCanSee() {
    Script script = Script.of(Map.of("secret", "sesame"), List.of("sesame"), "true\n");

    assertFalse(script.command().contains("sesame"), script.command());
    // What csh, fish and others would read in their own way.
    assertFalse(script.command().matches("(?s).*[!\\\\\n].*"), script.command());
  }
}
