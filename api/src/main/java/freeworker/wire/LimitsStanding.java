package freeworker.wire;

import freeworker.wire.limit.Unit;
import java.io.Serializable;
import java.util.Objects;

/** The limits of a broker, and how near it is to each. */
public record LimitsStanding(Line[] lines) implements Serializable {
  public LimitsStanding {
    lines = lines.clone();
  }

  /**
   * One limit.
   *
   * @param now how much is in use, negative where nobody counts that
   * @param what what it bounds, in a phrase
   */
  public record Line(String name, Unit unit, long value, long now, String what)
      implements Serializable {
    public Line {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(unit, "unit");
      Objects.requireNonNull(what, "what");
    }
  }
}
