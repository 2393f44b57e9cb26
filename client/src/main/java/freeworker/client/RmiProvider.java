package freeworker.client;

import freeworker.Engine;
import freeworker.EngineProvider;
import freeworker.Jobs;
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
  public Optional<Jobs> jobs(String address) {
    return address.startsWith("rmi:")
        ? Optional.of(new RmiJobs(Address.parse(address)))
        : Optional.empty();
  }

  @Override
  public String form() {
    return Address.FORM;
  }
}
