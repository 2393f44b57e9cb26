package freeworker.wire.door;

import java.nio.file.Path;

/** The folder in which a user's brokers keep what outlives a process. */
public final class Home {
  private Home() {}

  /** {@code $FREEWORKER_HOME}, or {@code ~/.freeworker}. */
  public static Path folder() {
    String said = System.getProperty("freeworker.home", System.getenv("FREEWORKER_HOME"));
    return said == null || said.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".freeworker")
        : Path.of(said);
  }

  public static Path keys() {
    return folder().resolve("keys");
  }

  /** The key by which this user's own clients come to this user's own brokers. */
  public static Path clientKey() {
    return keys().resolve("client.key");
  }
}
