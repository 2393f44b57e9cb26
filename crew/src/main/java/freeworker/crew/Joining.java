package freeworker.crew;

import freeworker.wire.Card;
import freeworker.wire.CrewOrder;
import freeworker.wire.Crews;
import freeworker.wire.Enlisted;
import freeworker.wire.Launch;
import freeworker.wire.Muster;
import freeworker.wire.Obituary;
import freeworker.wire.door.Answers;
import freeworker.wire.door.Key;
import freeworker.wire.door.Refused;
import freeworker.wire.door.Visit;
import java.io.IOException;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/*
 * A broker that does not answer any more has taken back its leases, so that this crew's processes are
 * of no use to anybody: they end, and others come to the broker when it is back.
 * Whatever is asked of the broker is asked by a thread that nobody waits for once this crew is told to
 * stop: a network may be half open for ever.
 */
/** Brings the workers of this machine to a broker elsewhere, until it is told to stop. */
final class Joining {
  private final Errand errand;
  private final Path lib;
  private final Duration grace;
  private final Consumer<String> notices;
  private final Persistence persistence = new Persistence();
  private final CompletableFuture<Boolean> leaving = new CompletableFuture<>();

  /** Whether the broker answered to the last moment. */
  private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();

  private final Executor asking =
      Executors.newCachedThreadPool(
          work -> {
            var thread = new Thread(work, "broker-asking");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * What is brought where.
   *
   * @param endpoint where the broker is, and where the doors of the workers are
   * @param label what this machine is called, empty for the name of the key
   * @param host where clients are to dial the workers, empty for the address that the broker sees
   * @param relayed whether they reach them through the broker instead
   * @param lodging how the workers are kept
   */
  record Errand(
      Key key,
      Endpoint endpoint,
      int workers,
      String label,
      String host,
      boolean relayed,
      Lodging lodging) {
    String place() {
      return endpoint.host() + ":" + endpoint.port();
    }
  }

  /**
   * @param grace how long what is lent may go on when it is told to stop
   * @param notices never waits: the broker hears nothing of this crew meanwhile
   */
  Joining(Errand errand, Path lib, Duration grace, Consumer<String> notices) {
    this.errand = errand;
    this.lib = lib;
    this.grace = grace;
    this.notices = notices;
  }

  /** Ends the run as soon as nobody needs its workers; says whether this is the first time. */
  boolean stop() {
    return leaving.complete(true);
  }

  /**
   * Brings workers until it is told to stop.
   *
   * @throws Refused when the broker does not open to the key
   * @throws IOException when it was never reached
   */
  void run() throws IOException {
    do {
      try {
        Crews crews = ask(leaving, this::reach);
        Enlisted enlisted = ask(leaving, () -> enlist(crews));
        persistence.reached();
        serve(crews, enlisted);
      } catch (IOException e) {
        if (leaving.isDone()) {
          return;
        }
        notices.accept("the broker at " + errand.place() + " " + persistence.after(e));
      }
    } while (!leaving
        .copy()
        .completeOnTimeout(false, persistence.pause().toMillis(), TimeUnit.MILLISECONDS)
        .join());
  }

  /** Something that the broker is asked. */
  private interface Question<T> {
    T ask() throws IOException;
  }

  /** What the broker will answer. */
  private <T> CompletableFuture<T> asked(Question<T> question) {
    var answer = new CompletableFuture<T>();
    asking.execute(
        () -> {
          try {
            answer.complete(question.ask());
          } catch (IOException | RuntimeException | Error e) {
            answer.completeExceptionally(e);
          }
        });
    return answer;
  }

  /**
   * What the broker answers.
   *
   * @param end from then on nobody waits for it
   * @throws IOException also when it has not answered by then
   */
  private <T> T ask(CompletableFuture<Boolean> end, Question<T> question) throws IOException {
    CompletableFuture<T> answer = asked(question);
    try {
      CompletableFuture.anyOf(end, answer).join();
      if (!answer.isDone()) {
        throw new IOException("told to stop");
      }
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private Crews reach() throws IOException {
    var visit =
        new Visit(
            errand.endpoint().host(),
            errand.endpoint().port(),
            errand.key().credential(),
            errand.key().certificate(),
            errand.endpoint().sealed());
    return visit.ask('C', Crews.class);
  }

  private Enlisted enlist(Crews crews) throws RemoteException {
    var muster =
        new Muster(
            Card.PROTOCOL, errand.workers(), errand.label(), errand.host(), errand.relayed());
    return Answers.to(() -> crews.enlist(muster.encode()));
  }

  private void serve(Crews crews, Enlisted enlisted) throws IOException {
    List<Integer> numbers = IntStream.of(enlisted.numbers()).boxed().toList();
    Set<Integer> ready = new HashSet<>();
    int cores = Runtime.getRuntime().availableProcessors();
    String name = "crew" + Long.toString(enlisted.crew(), 36);
    var watching =
        new Watching(crews, enlisted.crew(), new Chatter(enlisted.outputLines(), notices));
    CompletableFuture<Void> leave = CompletableFuture.completedFuture(null);
    try (var crew =
        new Crew(name, lib, errand::endpoint, errand.lodging(), cores, true, watching)) {
      crew.begin(numbers, enlisted.epoch());
      leave = leaving.thenRunAsync(() -> leave(crews, enlisted.crew(), crew), asking);
      while (true) {
        CrewOrder order = ask(stopped, () -> Answers.to(() -> crews.nextOrder(enlisted.crew())));
        switch (order.kind()) {
          case NOTHING -> {}
          case READY -> {
            crew.enrols(order.number(), order.epoch(), order.words(), () -> {});
            if (ready.add(order.number()) && ready.size() == numbers.size()) {
              notices.accept(words(numbers) + " at " + errand.place() + ".");
            }
          }
          case KILL -> crew.kill(order.number(), order.epoch(), order.words());
          case STOP -> {
            return;
          }
        }
      }
    } finally {
      leave.cancel(false);
      if (stopped.getNow(false)) {
        needed(crews, enlisted.crew(), true);
      }
    }
  }

  /** Waits until nobody needs the workers any more, or too long. */
  private void leave(Crews crews, long number, Crew crew) {
    crew.startNoMore();
    long deadline = System.nanoTime() + grace.toNanos();
    int needed = needed(crews, number, false);
    if (needed > 0) {
      notices.accept("still lent: " + needed + "; waiting for up to " + grace.toSeconds() + " s");
    }
    while (needed > 0 && System.nanoTime() < deadline) {
      stopped.copy().completeOnTimeout(true, 100, TimeUnit.MILLISECONDS).join();
      needed = needed(crews, number, false);
    }
    if (needed > 0) {
      notices.accept("still lent: " + needed + "; what runs there ends now");
    }
    stopped.complete(needed >= 0);
  }

  /**
   * Tells the broker that this crew leaves; how many of its workers are needed still, or -1 when
   * the broker does not say so soon.
   *
   * @param now whether it has left
   */
  private int needed(Crews crews, long number, boolean now) {
    return asked(() -> Answers.to(() -> crews.leave(number, now)))
        .completeOnTimeout(-1, 1, TimeUnit.SECONDS)
        .exceptionally(gone -> -1)
        .join();
  }

  private static String words(List<Integer> numbers) {
    String list = numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return numbers.size() == 1
        ? "worker " + list + " can be borrowed"
        : "workers " + list + " can be borrowed";
  }

  private final class Watching implements Crew.Watcher {
    private final Crews crews;
    private final long crew;
    private final Chatter chatter;
    private final Set<Integer> down = ConcurrentHashMap.newKeySet();

    Watching(Crews crews, long crew, Chatter chatter) {
      this.crews = crews;
      this.crew = crew;
      this.chatter = chatter;
    }

    @Override
    public void launched(String name, byte[] secret) throws IOException {
      placed(name, secret, Launch.SPARE, 0);
    }

    @Override
    public void placed(String name, byte[] secret, int number, long epoch) throws IOException {
      byte[] launch = new Launch(name, secret, number, epoch).encode();
      ask(
          stopped,
          () ->
              Answers.to(
                  () -> {
                    crews.launched(crew, launch);
                    return true;
                  }));
    }

    @Override
    public boolean died(Death death) {
      boolean ours = !death.ours().isEmpty() || death.cancelled();
      if (!ours) {
        notices.accept("worker " + death.number() + " died: " + death.how() + ".");
      }
      down.remove(death.number());
      return tell(new Obituary(death.name(), death.number(), death.epoch(), death.how(), ours));
    }

    @Override
    public void ended(String name) {
      tell(new Obituary(name, Launch.SPARE, 0, "", true));
    }

    /** Says whether a task died with it; of a broker that is gone nobody can know. */
    private boolean tell(Obituary obituary) {
      byte[] bytes = obituary.encode();
      try {
        return ask(stopped, () -> Answers.to(() -> crews.died(crew, bytes)));
      } catch (IOException e) {
        return true;
      }
    }

    @Override
    public void down(int number, String how) {
      if (down.add(number)) {
        notices.accept(Crew.downWords(number, how));
      }
      byte[] bytes = new Obituary("", number, 0, how, false).encode();
      try {
        ask(
            stopped,
            () ->
                Answers.to(
                    () -> {
                      crews.down(crew, bytes);
                      return true;
                    }));
      } catch (IOException e) {
        // A broker that is gone lends nothing from here.
      }
    }

    @Override
    public void said(int number, String line) {
      chatter.say("worker " + number + " | ", line);
    }

    @Override
    public void noticed(String line) {
      notices.accept(line);
    }
  }
}
