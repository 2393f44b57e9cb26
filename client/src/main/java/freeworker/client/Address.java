package freeworker.client;

import freeworker.FreeworkerException;
import freeworker.wire.Broker;
import freeworker.wire.door.Home;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker is, and how to come in.
 *
 * @param key the file of the key
 * @param sealed whether to speak TLS though it is on this machine
 * @param relayed whether to reach the workers through it too
 * @param patience how long to try
 */
record Address(
    String host, int port, Path key, boolean sealed, boolean relayed, Duration patience) {
  static final String FORM = "rmi://HOST:PORT";

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** The usual way to a broker of this user on this machine. */
  static Address of(String host, int port) {
    return new Address(host, port, Home.clientKey(), false, false, PATIENCE);
  }

  /**
   * Reads {@code rmi://HOST:PORT?patience=2s&key=FILE&tls=true&relay}.
   *
   * @throws FreeworkerException when it is something else
   */
  static Address parse(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw wrong(text);
    }
    String path = uri.getPath();
    if (uri.getHost() == null || !(path == null || path.isEmpty() || path.equals("/"))) {
      throw wrong(text);
    }
    Address address = of(uri.getHost(), uri.getPort() < 0 ? Broker.PORT : uri.getPort());
    String query = uri.getRawQuery();
    if (query != null) {
      for (String option : query.split("&", -1)) {
        address = address.with(option, text);
      }
    }
    return address;
  }

  /** The same, for one who tries for longer. */
  Address patient(Duration longer) {
    return new Address(host, port, key, sealed, relayed, longer);
  }

  private Address with(String option, String text) {
    int equal = option.indexOf('=');
    String name = equal < 0 ? option : option.substring(0, equal);
    String value = URLDecoder.decode(option.substring(equal + 1), StandardCharsets.UTF_8);
    if (name.equals("patience") && value.matches("[0-9]{1,5}(\\.[0-9]{1,9})?s")) {
      String seconds = value.substring(0, value.length() - 1);
      long nanos = new BigDecimal(seconds).movePointRight(9).longValue();
      return new Address(host, port, key, sealed, relayed, Duration.ofNanos(nanos));
    }
    if (name.equals("key") && !value.isEmpty()) {
      return new Address(host, port, Path.of(value), sealed, relayed, patience);
    }
    if (name.equals("tls") && value.matches("true|false")) {
      return new Address(host, port, key, Boolean.parseBoolean(value), relayed, patience);
    }
    if (option.matches("relay(=true|=false)?")) {
      return new Address(host, port, key, sealed, !value.equals("false"), patience);
    }
    throw wrong(text);
  }

  private static FreeworkerException wrong(@Nullable String text) {
    return new FreeworkerException(
        "'"
            + text
            + "' is no address of a broker. Write "
            + FORM
            + ", with ?patience=2s, key=FILE, tls=true or relay if need be.");
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
