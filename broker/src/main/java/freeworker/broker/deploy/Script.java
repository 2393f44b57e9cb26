package freeworker.broker.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a host is to do, as text for its POSIX shell. It travels by standard input, so that nothing
 * of it is in the arguments of a process, and the user's login shell, which may be any, reads
 * nothing of it.
 */
record Script(byte[] text) {
  /**
   * A script that begins with settings.
   *
   * @param body shell functions, and their call
   */
  static Script of(Map<String, String> settings, List<String> arguments, String body) {
    var text = new StringBuilder();
    settings.forEach(
        (name, value) -> text.append(name).append('=').append(quoted(value)).append('\n'));
    text.append(
        arguments.stream().map(Script::quoted).collect(Collectors.joining(" ", "set -- ", "\n")));
    return new Script(text.append(body).toString().getBytes(UTF_8));
  }

  /** A text as one word of a POSIX shell, whatever is in it. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  /**
   * The command that reads so many bytes and does what they say; any login shell understands it.
   */
  String command() {
    return "exec sh -c 'script=$(dd bs=1 count=" + text.length + " 2>/dev/null); eval \"$script\"'";
  }
}
