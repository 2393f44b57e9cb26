package freeworker.crew;

import freeworker.wire.limit.Limit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/*
 * Guarded by this: sources. Never held while telling anybody.
 */
/** Passes on what many have to say: of each so many lines a second, and how many it left out. */
public final class Chatter {
  private final int most;
  private final Executor later;
  private final Consumer<String> listener;
  private final Map<String, Source> sources = new HashMap<>();

  /** One who speaks, as long as it speaks. */
  private static final class Source {
    private int passed;
    private long leftOut;
  }

  /**
   * @param most how many lines a second of each are passed on
   */
  public Chatter(int most, Consumer<String> listener) {
    this(most, listener, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
  }

  /**
   * @param later runs what is due a second from now
   */
  Chatter(int most, Consumer<String> listener, Executor later) {
    this.most = most;
    this.listener = listener;
    this.later = later;
  }

  /**
   * Somebody says a line.
   *
   * @param who with which the line begins
   */
  public void say(String who, String line) {
    boolean fresh;
    boolean passes;
    synchronized (this) {
      fresh = !sources.containsKey(who);
      Source source = sources.computeIfAbsent(who, any -> new Source());
      passes = source.passed < most;
      source.passed += passes ? 1 : 0;
      source.leftOut += passes ? 0 : 1;
    }
    if (passes) {
      listener.accept(who + line);
    }
    if (fresh) {
      later.execute(() -> over(who));
    }
  }

  /** The second of this source is over; one that said nothing in it is forgotten. */
  private void over(String who) {
    long leftOut = 0;
    boolean goesOn = false;
    synchronized (this) {
      Source source = sources.get(who);
      if (source != null) {
        leftOut = source.leftOut;
        goesOn = source.passed > 0;
        source.passed = 0;
        source.leftOut = 0;
        if (!goesOn) {
          sources.remove(who);
        }
      }
    }
    if (leftOut > 0) {
      listener.accept(
          who + leftOut + " more lines were left out " + Limit.OUTPUT_LINES.at(most) + ".");
    }
    if (goesOn) {
      later.execute(() -> over(who));
    }
  }
}
