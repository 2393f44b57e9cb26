package freeworker;

import java.util.Optional;

/** Opens engines of one kind; found by {@link java.util.ServiceLoader}. */
public interface EngineProvider {
  /** The engine at this address, or nothing when the address is of another kind. */
  Optional<Engine> open(String address);

  /** The form of the addresses it opens, for people: {@code rmi://HOST:PORT}. */
  String form();
}
