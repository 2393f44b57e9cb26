package freeworker.bench.chaos;

import java.util.List;

/**
 * A task as its client logged it.
 *
 * @param answers each line that says what came of it; one is right
 */
record Asked(String task, Way way, int number, String where, List<Answer> answers) {
  Asked {
    answers = List.copyOf(answers);
  }

  /**
   * A result, or a failure with its class.
   *
   * @param words the attempt that the result is from, or the failure's message
   * @param failure empty for a result
   */
  record Answer(String where, String failure, String words, long square) {
    boolean isResult() {
      return failure.isEmpty();
    }
  }
}
