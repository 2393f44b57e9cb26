package freeworker.broker.deploy;

import freeworker.wire.Broker;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a broker is, as others reach it. */
record Place(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9_][A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");

  Place {
    Objects.requireNonNull(host, "host");
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a port is from 1 to 65535, not " + port);
    }
  }

  /** The place that a text names, {@code HOST:PORT} or {@code HOST} alone. */
  static Optional<Place> of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    int port = form.group(2) == null ? Broker.PORT : Integer.parseInt(form.group(2));
    return port < 1 || port > 65_535
        ? Optional.empty()
        : Optional.of(new Place(form.group(1), port));
  }

  /** Whether this is whichever machine reads it. */
  boolean loopback() {
    return loopback(host);
  }

  static boolean loopback(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || name.equals("::1")
        || name.matches("127(\\.[0-9]{1,3}){3}");
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
