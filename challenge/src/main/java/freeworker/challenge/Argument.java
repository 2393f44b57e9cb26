package freeworker.challenge;

import java.math.BigInteger;
import java.util.Map;
import java.util.function.Function;

/** Turns words of a command line into arguments of a function. */
final class Argument {
  private static final Map<Class<?>, Function<String, Object>> FORMS =
      Map.ofEntries(
          Map.entry(String.class, word -> word),
          Map.entry(int.class, Integer::valueOf),
          Map.entry(Integer.class, Integer::valueOf),
          Map.entry(long.class, Long::valueOf),
          Map.entry(Long.class, Long::valueOf),
          Map.entry(double.class, Double::valueOf),
          Map.entry(Double.class, Double::valueOf),
          Map.entry(boolean.class, Argument::truth),
          Map.entry(Boolean.class, Argument::truth),
          Map.entry(BigInteger.class, BigInteger::new));

  private Argument() {}

  /**
   * The argument that a word stands for.
   *
   * @throws IllegalArgumentException when it is none of that type; the message says so
   */
  static Object of(Class<?> type, String word) {
    Function<String, Object> form = FORMS.get(type);
    if (form == null) {
      throw new IllegalArgumentException(
          "a "
              + type.getSimpleName()
              + " cannot be written on a command line; take String, int, long, double, boolean,"
              + " BigInteger or String...");
    }
    try {
      return form.apply(word);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + word + "' is no " + type.getSimpleName(), e);
    }
  }

  private static boolean truth(String word) {
    if (word.equals("true") || word.equals("false")) {
      return word.equals("true");
    }
    throw new IllegalArgumentException(word);
  }
}
