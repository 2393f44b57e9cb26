package freeworker.client;

import freeworker.Engine;
import freeworker.EngineProvider;
import java.util.Optional;

/** Opens {@code rmi://HOST:PORT}; see {@link Address}. */
public final class RmiProvider implements EngineProvider {
  @Override
  public Optional<Engine> open(String address) {
    if (!address.startsWith("rmi:")) {
      return Optional.empty();
    }
    return Optional.of(new BorrowingEngine(new RmiLender(Address.parse(address))));
  }

  @Override
  public String form() {
    return Address.FORM;
  }
}
