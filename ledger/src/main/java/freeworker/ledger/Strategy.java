package freeworker.ledger;

import java.util.Arrays;
import java.util.Optional;

/**
 * Which of the free workers that a borrower can have is lent to him. Who is next among the
 * borrowers is no matter of it: that is always the one who came first.
 */
public enum Strategy {
  /** The one with the lowest number. */
  FIRST_FREE("first-free"),

  /** The one after the worker that was lent last, by their numbers, and so round and round. */
  ROUND_ROBIN("round-robin"),

  /** Any one of them, by lot. */
  RANDOM("random"),

  /** The one that was lent least often, and of several the one with the lowest number. */
  LEAST_USED("least-used");

  private final String word;

  Strategy(String word) {
    this.word = word;
  }

  /** What people call it. */
  public String word() {
    return word;
  }

  /** The one that people call so, if there is one. */
  public static Optional<Strategy> named(String word) {
    return Arrays.stream(values()).filter(strategy -> strategy.word.equals(word)).findFirst();
  }

  /**
   * No idle workers yet, and then these in its order.
   *
   * @param seed of the lots that it draws, if it draws any
   */
  Idle<?> idle(long seed) {
    return switch (this) {
      case FIRST_FREE -> new Idle<>(Numbers::new);
      case ROUND_ROBIN -> new InTurn();
      case RANDOM -> new AtRandom(seed);
      case LEAST_USED -> new LeastUsed();
    };
  }
}
