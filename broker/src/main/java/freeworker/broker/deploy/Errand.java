package freeworker.broker.deploy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import freeworker.broker.deploy.Remote.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * What is done on one host, from looking at it to the end. Each step begins with what it finds, so
 * that it can be repeated, by itself or by a person.
 */
final class Errand {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** What a connection takes beside what is asked of the host. */
  private static final Duration CONNECTION = Duration.ofSeconds(10);

  private final Host host;
  private final Terms terms;
  private final Remote remote;
  private final Watcher watcher;

  /**
   * How hosts are treated.
   *
   * @param scripts what a host evaluates: the functions of launchers, and of deploy
   * @param patience for how long a step may take there
   * @param retries how often a host is tried again
   * @param pauser waits before that
   */
  record Terms(String scripts, Duration patience, int retries, Pauser pauser) {}

  /** Waits for a while. */
  interface Pauser {
    void pause(Duration time) throws InterruptedException;
  }

  Errand(Host host, Terms terms, Remote remote, Watcher watcher) {
    this.host = host;
    this.terms = terms;
    this.remote = remote;
    this.watcher = watcher;
  }

  /** Something that may fail on a host. */
  private interface Work {
    Report once() throws Trouble, InterruptedException;
  }

  /** Has the wanted workers there. */
  Report up(Cargo cargo) throws InterruptedException {
    return persistently(() -> upOnce(cargo));
  }

  /**
   * Tells how it stands there.
   *
   * @param checksum of the distribution here, empty where there is none
   */
  Report status(String checksum) throws InterruptedException {
    return persistently(() -> statusOnce(checksum));
  }

  /** Has nothing there any more. */
  Report down() throws InterruptedException {
    return persistently(this::downOnce);
  }

  private Report persistently(Work work) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    for (int tried = 0; ; tried++) {
      try {
        return work.once();
      } catch (Trouble trouble) {
        if (trouble.lasting() || tried == terms.retries()) {
          return new Report(
              host,
              State.FAILED,
              Sighting.of(List.of()),
              trouble.words() + (tried > 0 ? " (tried " + (tried + 1) + " times)" : ""),
              trouble.advice());
        }
        watcher.begins(host, Stage.PAUSING, trouble.words());
        terms.pauser().pause(pause);
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
      }
    }
  }

  private Report upOnce(Cargo cargo) throws Trouble, InterruptedException {
    Distribution distribution = cargo.distribution();
    Place broker = cargo.broker(host);
    Spec spec = cargo.spec(host);
    watcher.begins(host, Stage.LOOKING, "");
    if (broker.loopback() && !host.wishes().tls() && !remote.isHere(host)) {
      throw new Trouble(
          "the broker cannot be at " + broker + ": that is " + host + " itself",
          "Say how the hosts see it:  --broker HOST:PORT  (through a tunnel of yours: tls)",
          true);
    }
    Sighting seen = ask("look", cargo, List.of(), new byte[0], Errand::toldNobody);
    Plan plan = Plan.of(seen, spec);
    if (plan.copies()) {
      long all = distribution.archive().length;
      watcher.begins(host, Stage.COPYING, (all >> 20) + " MB");
      LongConsumer sent = bytes -> watcher.sent(host, bytes, all);
      ask("copy", cargo, List.of(), distribution.archive(), sent);
    }
    if (plan.starts()) {
      watcher.begins(host, plan.replaces() ? Stage.REPLACING : Stage.STARTING, "");
      byte[] key = cargo.key().text().getBytes(ISO_8859_1);
      seen = ask("start", cargo, host.arguments(broker), key, Errand::toldNobody);
    }
    State state = seen.state();
    return new Report(host, state, seen, state == State.UP ? plan.words() : seen.last(), "");
  }

  private Report statusOnce(String checksum) throws Trouble, InterruptedException {
    watcher.begins(host, Stage.LOOKING, "");
    Sighting seen = ask("look", settings("look"), List.of(), new byte[0], Errand::toldNobody);
    String words = seen.state() == State.DEAD ? "ended; " + seen.lastWords() : seen.last();
    if (seen.state() == State.UP) {
      boolean same = seen.spec().map(Spec::checksum).orElse("").equals(checksum);
      words = same || checksum.isEmpty() ? "" : "another build than the one here";
    }
    return new Report(host, seen.state(), seen, words, advice(seen.state()));
  }

  /** Of a load that is small nobody needs to know how far it is. */
  private static void toldNobody(long bytes) {}

  private static String advice(State state) {
    return state == State.DEAD ? "Start them again:  deploy up" : "";
  }

  private Report downOnce() throws Trouble, InterruptedException {
    watcher.begins(host, Stage.STOPPING, "");
    Sighting seen = ask("remove", settings("remove"), List.of(), new byte[0], Errand::toldNobody);
    String words = "nothing was there";
    if (seen.has("forced")) {
      words = "ended by force, and removed";
    } else if (seen.has("ended")) {
      words = "ended and removed";
    } else if (seen.has("removed")) {
      words = "removed; its workers had ended before";
    }
    return new Report(host, State.DOWN, seen, words, "");
  }

  private Sighting ask(
      String verb, Cargo cargo, List<String> arguments, byte[] load, LongConsumer sent)
      throws Trouble, InterruptedException {
    Map<String, String> settings = settings(verb);
    settings.put("checksum", cargo.distribution().checksum());
    settings.put("sums", cargo.distribution().sums());
    settings.put("spec", cargo.spec(host).line());
    settings.put("key", String.valueOf(load.length));
    return ask(verb, settings, arguments, load, sent);
  }

  private Map<String, String> settings(String verb) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("verb", verb);
    settings.put("name", host.crew());
    settings.put("folder", host.wishes().folder());
    settings.put("jdk", host.wishes().java());
    settings.put("patience", String.valueOf(terms.patience().toSeconds()));
    settings.put("checksum", "");
    settings.put("sums", "");
    return settings;
  }

  private Sighting ask(
      String verb,
      Map<String, String> settings,
      List<String> arguments,
      byte[] load,
      LongConsumer sent)
      throws Trouble, InterruptedException {
    Script script = Script.of(settings, arguments, terms.scripts());
    // To end a crew and to start one may take its patience each.
    Duration silence = terms.patience().multipliedBy(verb.equals("start") ? 2 : 1);
    Answer answer = remote.ask(host, script, load, sent, silence.plus(CONNECTION));
    Sighting seen = Sighting.of(answer.out());
    if (answer.code() != 0 || !seen.complete()) {
      throw Trouble.of(host, answer.code(), answer.err());
    }
    return seen;
  }
}
