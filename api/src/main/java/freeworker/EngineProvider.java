package freeworker;

import java.util.Optional;

/** Opens engines of one kind; found by {@link java.util.ServiceLoader}. */
public interface EngineProvider {
  /** The engine at this address, or nothing when the address is of another kind. */
  Optional<Engine> open(String address);

  /** The jobs of the broker at this address, or nothing where there is no broker. */
  default Optional<Jobs> jobs(String address) {
    return Optional.empty();
  }

  /** The form of the addresses it opens, for people: {@code rmi://HOST:PORT}. */
  String form();
}
