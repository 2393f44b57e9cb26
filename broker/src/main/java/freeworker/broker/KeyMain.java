package freeworker.broker;

import freeworker.wire.door.Home;

/** The {@code key} program. */
public final class KeyMain {
  private KeyMain() {}

  public static void main(String[] args) {
    System.exit(
        new BrokerProgram("key", System.out, System.err)
            .run((out, err) -> new KeyCommand(out, err, Home.keys()), args));
  }
}
