package freeworker.broker.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.wire.door.Key;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * From what a crew was started, as the host remembers it in one line.
 *
 * @param checksum of the distribution
 * @param broker where the host sees it
 * @param owner which broker that is, whatever its address
 * @param order what stands for everything else that was said, the key among it
 */
record Spec(String checksum, String broker, String owner, String order) {
  private static final int ORDER = 16;

  static Spec of(Distribution distribution, Place broker, Host host, Key key) {
    List<String> said = host.arguments(broker);
    String all = String.join("\n", said) + "\n" + host.wishes().java() + "\n" + key.text();
    byte[] sum = Distribution.sha256().digest(all.getBytes(UTF_8));
    return new Spec(
        distribution.checksum(),
        broker.toString(),
        key.broker(),
        HexFormat.of().formatHex(sum).substring(0, ORDER));
  }

  /** The one of a line that may have been written by another version. */
  static Spec parse(String line) {
    Map<String, String> words = new HashMap<>();
    for (String word : line.split(" ")) {
      int equals = word.indexOf('=');
      words.put(word.substring(0, Math.max(0, equals)), word.substring(equals + 1));
    }
    return new Spec(
        words.getOrDefault("checksum", ""),
        words.getOrDefault("broker", ""),
        words.getOrDefault("owner", ""),
        words.getOrDefault("order", ""));
  }

  String line() {
    return "checksum=" + checksum + " broker=" + broker + " owner=" + owner + " order=" + order;
  }
}
