package freeworker;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which job: the number under which it was accepted, and which element of an array it is.
 *
 * @param element {@link #ALONE} for a job that is not of an array, and for an array as a whole
 */
public record JobId(long number, long element) {
  /** What stands for the element where there is none. */
  public static final long ALONE = -1;

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17})(?:\\[([0-9]{1,18})])?");

  public JobId {
    if (number < 1 || element < ALONE) {
      throw new IllegalArgumentException("no job has the id " + number + "[" + element + "]");
    }
  }

  /** Reads {@code 17} or {@code 18[4]}; nothing when it is something else. */
  public static Optional<JobId> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String element = matcher.group(2);
    return Optional.of(
        new JobId(
            Long.parseLong(matcher.group(1)), element == null ? ALONE : Long.parseLong(element)));
  }

  /** As people write it: {@code 17}, {@code 18[4]}. */
  @Override
  public String toString() {
    return element == ALONE ? "" + number : number + "[" + element + "]";
  }
}
