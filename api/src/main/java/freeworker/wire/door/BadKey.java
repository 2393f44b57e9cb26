package freeworker.wire.door;

import java.io.IOException;
import java.util.Objects;

/** A key that cannot be used; the message says why. */
public final class BadKey extends IOException {
  private static final long serialVersionUID = 1;

  /** What to do about a file that is there and holds no key. */
  static final String ANOTHER = "Copy it again, or make another where the broker is:  key add NAME";

  private final String cure;
  private final boolean missing;

  /**
   * @param cure what to do about it
   */
  public BadKey(String what, String cure) {
    this(what, cure, false);
  }

  BadKey(String what, String cure, boolean missing) {
    super(what);
    this.cure = Objects.requireNonNull(cure, "cure");
    this.missing = missing;
  }

  public String cure() {
    return cure;
  }

  /** Whether there is no such file. */
  public boolean missing() {
    return missing;
  }
}
