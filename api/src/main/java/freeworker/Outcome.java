package freeworker;

import org.jspecify.annotations.Nullable;

/**
 * What became of one input of {@link Engine#map}.
 *
 * @param number the place of the input among all, from 0
 * @param value what the function gave, null where it failed
 * @param failure why there is no result, or null; one of those that {@link Engine#run} throws
 */
public record Outcome<R extends @Nullable Object>(
    long number, @Nullable R value, @Nullable FreeworkerException failure) {

  /** Whether there is a result. */
  public boolean ok() {
    return failure == null;
  }

  /**
   * The result.
   *
   * @throws FreeworkerException the failure, where there is none
   */
  @SuppressWarnings("NullAway") // where the function may give null, R says so
  public R result() {
    if (failure != null) {
      throw failure;
    }
    return value;
  }
}
