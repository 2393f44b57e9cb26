package freeworker.challenge;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.BrokerUnreachable;
import freeworker.Engine;
import freeworker.FreeworkerException;
import freeworker.KeyRefused;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where to borrow workers.
 *
 * @param address what {@link Engine#open} understands
 */
record Place(String address) {
  static final String HOME = "localhost:18811";

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");

  /**
   * The place that a user named.
   *
   * @param broker {@code HOST:PORT}, or the address of an engine
   * @param key the file of the key, or null for the user's own
   * @param tls whether to speak TLS on this machine too
   * @param relay whether to reach the workers through the broker
   * @param patience how long to try to reach a broker
   */
  static Place of(String broker, @Nullable Path key, boolean tls, boolean relay, Seconds patience) {
    String query =
        "?patience="
            + patience
            + "s"
            + (key == null ? "" : "&key=" + URLEncoder.encode(key.toString(), UTF_8))
            + (tls ? "&tls=true" : "")
            + (relay ? "&relay" : "");
    if (broker.startsWith("rmi:")) {
      return new Place(broker.contains("?") ? broker : broker + query);
    }
    if (broker.startsWith("embedded:")) {
      return new Place(broker);
    }
    Matcher host = HOST_AND_PORT.matcher(broker);
    if (host.matches() && port(host)) {
      return new Place("rmi://" + broker + query);
    }
    throw ChallengeFailure.usage(
        "--broker must be HOST:PORT with a port from 1 to 65535, not '"
            + broker
            + "'. Try: challenge --broker "
            + HOME);
  }

  private static boolean port(Matcher host) {
    String port = host.group(2);
    return port == null || (Integer.parseInt(port) >= 1 && Integer.parseInt(port) <= 65_535);
  }

  /**
   * @throws ChallengeFailure when nothing can be borrowed there
   */
  Engine open() {
    try {
      return Engine.open(address);
    } catch (KeyRefused e) {
      throw new ChallengeFailure(ChallengeFailure.UNAVAILABLE, sentence(e), "", e);
    } catch (BrokerUnreachable e) {
      throw new ChallengeFailure(
          ChallengeFailure.UNAVAILABLE,
          sentence(e),
          "Start one with:  broker 2        or name another with:  challenge --broker HOST:PORT",
          e);
    } catch (FreeworkerException e) {
      throw new ChallengeFailure(ChallengeFailure.USAGE, sentence(e), "", e);
    }
  }

  private static String sentence(FreeworkerException e) {
    String text = String.valueOf(e.getMessage());
    return text.endsWith(".") || text.matches("(?s).*Try: .*") ? text : text + ".";
  }
}
