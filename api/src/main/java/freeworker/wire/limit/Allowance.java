package freeworker.wire.limit;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A value for each limit: what somebody chose, else what is usual for a process with such a heap.
 *
 * @param heap how many bytes that may grow to
 * @param chosen what differs from the usual
 */
public record Allowance(long heap, Map<Limit, Long> chosen) {
  public Allowance {
    chosen = Map.copyOf(chosen);
  }

  /** The usual one for this process. */
  public static Allowance usual() {
    return usual(Runtime.getRuntime().maxMemory());
  }

  /** The usual one for a process with such a heap. */
  public static Allowance usual(long heap) {
    return new Allowance(heap, Map.of());
  }

  public long of(Limit limit) {
    Long value = chosen.get(limit);
    return value == null ? limit.usual(this) : value;
  }

  /** The value of a limit that no array exceeds. */
  public int count(Limit limit) {
    return Math.toIntExact(of(limit));
  }

  /** How a refusal says which limit was met. */
  public String at(Limit limit) {
    return limit.at(of(limit));
  }

  /**
   * @throws IllegalArgumentException when the limit cannot have this value
   */
  public Allowance with(Limit limit, long value) {
    var other = new EnumMap<Limit, Long>(Limit.class);
    other.putAll(chosen);
    other.put(limit, limit.checked(value));
    return new Allowance(heap, other);
  }

  /**
   * With a limit as an operator writes it: {@code connections=100}.
   *
   * @throws IllegalArgumentException when it is none; the message is for the operator
   */
  public Allowance with(String words) {
    int equals = words.indexOf('=');
    String name = equals < 0 ? words : words.substring(0, equals);
    Limit limit =
        Limit.of(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no limit is called '" + name + "'. There are: " + Limit.words() + "."));
    String text = equals < 0 ? "" : words.substring(equals + 1);
    OptionalLong value = limit.unit().value(text);
    if (value.isEmpty()) {
      throw new IllegalArgumentException(
          name + " must be " + limit.unit().example() + ", not '" + text + "'.");
    }
    return with(limit, value.getAsLong());
  }
}
