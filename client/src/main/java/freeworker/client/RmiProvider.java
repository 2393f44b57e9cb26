package freeworker.client;

import freeworker.Engine;
import freeworker.EngineProvider;
import freeworker.FreeworkerException;
import freeworker.wire.Broker;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Opens {@code rmi://HOST:PORT}, optionally with {@code ?patience=2s}. */
public final class RmiProvider implements EngineProvider {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  @Override
  public Optional<Engine> open(String address) {
    if (!address.startsWith("rmi:")) {
      return Optional.empty();
    }
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      throw wrong(address);
    }
    String path = uri.getPath();
    if (uri.getHost() == null || !(path == null || path.isEmpty() || path.equals("/"))) {
      throw wrong(address);
    }
    int port = uri.getPort() < 0 ? Broker.PORT : uri.getPort();
    return Optional.of(
        new BorrowingEngine(new RmiLender(uri.getHost(), port, patience(address, uri.getQuery()))));
  }

  @Override
  public String form() {
    return "rmi://HOST:PORT";
  }

  private static Duration patience(
      String address, @org.jspecify.annotations.Nullable String query) {
    if (query == null) {
      return PATIENCE;
    }
    if (!query.matches("patience=[0-9]{1,5}(\\.[0-9]{1,9})?s")) {
      throw wrong(address);
    }
    String seconds = query.substring("patience=".length(), query.length() - 1);
    return Duration.ofNanos(new BigDecimal(seconds).movePointRight(9).longValue());
  }

  private static FreeworkerException wrong(String address) {
    return new FreeworkerException(
        "'" + address + "' is no address of a broker. Write rmi://HOST:PORT, with ?patience=2s.");
  }
}
