package freeworker.challenge;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The function of a user's program that is meant to run on a worker. */
record UserFunction(Method method) {
  /**
   * The function that a user means.
   *
   * @param name its name; null means the only one there is, or else {@code main}
   * @param count how many arguments it is given, which tells functions of one name apart
   * @throws ChallengeFailure when there is none, or more than one; the message lists them
   */
  static UserFunction of(Class<?> program, @Nullable String name, int count) {
    List<UserFunction> all =
        Arrays.stream(program.getDeclaredMethods())
            .filter(m -> Modifier.isPublic(m.getModifiers()) && Modifier.isStatic(m.getModifiers()))
            .filter(m -> !m.isSynthetic())
            .map(UserFunction::new)
            .sorted(Comparator.comparing(UserFunction::signature))
            .toList();
    List<UserFunction> meant = new ArrayList<>();
    for (UserFunction function : all) {
      if (name == null ? !function.isMain() : function.method.getName().equals(name)) {
        meant.add(function);
      }
    }
    if (name == null && meant.isEmpty()) {
      meant.addAll(all);
    }
    if (name != null && meant.size() > 1) {
      meant.removeIf(function -> !function.takes(count));
    }
    if (meant.size() == 1) {
      return meant.get(0);
    }
    throw ChallengeFailure.usage(refusal(program, name, all, meant));
  }

  private static String refusal(
      Class<?> program, @Nullable String name, List<UserFunction> all, List<UserFunction> meant) {
    String place = program.getName();
    if (all.isEmpty()) {
      return place + " has no public static method to run.";
    }
    String list = all.stream().map(UserFunction::signature).collect(Collectors.joining(", "));
    if (name == null) {
      return place
          + " has "
          + meant.size()
          + " functions: "
          + list
          + ". Name one: --function "
          + meant.get(0).method.getName();
    }
    return place
        + " has no single function '"
        + name
        + "' for these arguments. It has: "
        + list
        + ".";
  }

  boolean isMain() {
    return method.getName().equals("main")
        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String[].class});
  }

  boolean answersNothing() {
    return method.getReturnType() == void.class;
  }

  /** Whether it has one parameter, and that no list. */
  boolean takesOne() {
    return method.getParameterCount() == 1 && !takesTheRest();
  }

  private boolean takes(int count) {
    int fixed = method.getParameterCount();
    return takesTheRest() ? count >= fixed - 1 : count == fixed;
  }

  /** Whether the last parameter takes all the arguments that are left. */
  private boolean takesTheRest() {
    Class<?>[] types = method.getParameterTypes();
    return types.length > 0 && types[types.length - 1] == String[].class;
  }

  /** The function as its user wrote it: {@code Mine.primes(int from, int to)}. */
  String signature() {
    return Arrays.stream(method.getParameters())
        .map(
            parameter ->
                (parameter.isVarArgs()
                        ? parameter.getType().getComponentType().getSimpleName() + "..."
                        : parameter.getType().getSimpleName())
                    + " "
                    + parameter.getName())
        .collect(
            Collectors.joining(
                ", ",
                method.getDeclaringClass().getSimpleName() + "." + method.getName() + "(",
                ")"));
  }

  /**
   * A call with these arguments.
   *
   * @throws ChallengeFailure when they are too many or too few, or of the wrong type
   */
  UserCall call(List<String> words) {
    Class<?>[] types = method.getParameterTypes();
    if (!takes(words.size())) {
      int least = takesTheRest() ? types.length - 1 : types.length;
      throw ChallengeFailure.usage(
          signature()
              + " takes "
              + (takesTheRest() ? "at least " : "")
              + least
              + (least == 1 ? " argument" : " arguments")
              + ", not "
              + words.size()
              + ".");
    }
    var arguments = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      arguments[i] =
          takesTheRest() && i == types.length - 1
              ? words.subList(i, words.size()).toArray(String[]::new)
              : argument(types[i], words.get(i));
    }
    return UserCall.of(method, arguments);
  }

  private Object argument(Class<?> type, String word) {
    try {
      return Argument.of(type, word);
    } catch (IllegalArgumentException e) {
      throw ChallengeFailure.usage(signature() + ": " + e.getMessage() + ".");
    }
  }
}
