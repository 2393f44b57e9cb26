package freeworker.client;

import freeworker.Engine;
import freeworker.EngineProvider;
import freeworker.FreeworkerException;
import java.util.Optional;

/** Opens {@code embedded:N}. */
public final class EmbeddedProvider implements EngineProvider {
  private static final String SCHEME = "embedded:";
  private static final int MOST = 1024;

  @Override
  public Optional<Engine> open(String address) {
    if (!address.startsWith(SCHEME)) {
      return Optional.empty();
    }
    String count = address.substring(SCHEME.length());
    if (!count.matches("[0-9]{1,4}")
        || Integer.parseInt(count) < 1
        || Integer.parseInt(count) > MOST) {
      throw new FreeworkerException(
          "'" + address + "' names no number of workers from 1 to " + MOST + ". Try: embedded:2");
    }
    return Optional.of(new BorrowingEngine(new EmbeddedLender(Integer.parseInt(count))));
  }

  @Override
  public String form() {
    return SCHEME + "N";
  }
}
