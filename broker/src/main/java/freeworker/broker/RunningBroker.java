package freeworker.broker;

import freeworker.broker.jobs.Foreman;
import freeworker.broker.jobs.JobDesk;
import freeworker.broker.jobs.JobOffice;
import freeworker.crew.Chatter;
import freeworker.crew.Crew;
import freeworker.crew.Death;
import freeworker.crew.Endpoint;
import freeworker.crew.Lodging;
import freeworker.ledger.Effect;
import freeworker.ledger.Ledger;
import freeworker.ledger.LendingDesk;
import freeworker.ledger.Strategy;
import freeworker.ledger.WorkerId;
import freeworker.profiling.Claim;
import freeworker.profiling.Event;
import freeworker.profiling.ProfileWriter;
import freeworker.wire.Badge;
import freeworker.wire.LimitsStanding;
import freeworker.wire.Order;
import freeworker.wire.Sizes;
import freeworker.wire.Standing;
import freeworker.wire.door.Bounds;
import freeworker.wire.door.Caller;
import freeworker.wire.door.Door;
import freeworker.wire.door.Peer;
import freeworker.wire.door.Relay;
import freeworker.wire.door.Role;
import freeworker.wire.limit.Allowance;
import freeworker.wire.limit.Limit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/*
 * Effects arrive under the desk's lock and only leave notes: for the profile, the board, the orders of
 * a worker. The clock thread expires leases and sees to it that what was ordered is done.
 */
/** A broker that is up: the desk, the door, the crew and the profile, wired together. */
final class RunningBroker implements AutoCloseable {
  private static final Duration LATE_LIMIT = Duration.ofMillis(10);
  private static final Duration UNUSED_LIMIT = Duration.ofMillis(100);
  private static final Duration CLEARING_LIMIT = Duration.ofMillis(300);
  private static final Duration CANCEL_LIMIT = Duration.ofMillis(2_500);
  private static final String ANOTHER_KEY = "another key is next";
  private static final String CANCELLED = "its task was cancelled and did not stop";
  private static final Duration LONGEST_TICK = Duration.ofMillis(500);

  private final Allowance allowance;
  private final Consumer<String> notices;
  private final Turns turns;
  private final Chatter chatter;
  private final Sessions sessions;
  private final Obituaries obituaries = new Obituaries();
  private final Board board = new Board();
  private final Set<WorkerId> silenced = ConcurrentHashMap.newKeySet();
  private final Duration silence;
  private final Strategy strategy;
  private final String host;
  private final Vigil vigil;
  private final Load load;
  private final ProfileWriter profile;
  private final LendingDesk desk;
  private final Door door;
  private final Crew crew;
  private final Depot depot;
  private final WorkerRoster roster;
  private final Relay relay;
  private final JobOffice jobs;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "lend-expiry");
            thread.setDaemon(true);
            return thread;
          });
  private final Thread recalls = new Thread(this::giveRecalls, "lend-recall");
  private final Map<Integer, Down> down = new ConcurrentHashMap<>();
  private final CountDownLatch drained = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile long readySince;

  /** A place in which nobody stays alive, and how the last one died. */
  private record Down(String how, long since) {}

  /**
   * Opens the door and the profile; no worker is there yet.
   *
   * @param allowance what it bears
   * @param relayed whether clients reach all workers through this port
   * @param strategy chooses among free workers
   * @param silence how long clients, workers and crews may be silent
   * @param notices gets each line that a person should read, and never waits: nothing is lent
   *     meanwhile
   * @throws IOException when the port cannot be had
   */
  RunningBroker(
      InetSocketAddress address,
      Keyring keys,
      Allowance allowance,
      int workers,
      boolean relayed,
      Claim claim,
      Path lib,
      Lodging lodging,
      Strategy strategy,
      Duration silence,
      Load load,
      Consumer<String> notices)
      throws IOException {
    this.allowance = allowance;
    this.notices = notices;
    turns = new Turns(allowance);
    this.load = load;
    this.silence = silence;
    this.strategy = strategy;
    host = host(address.getAddress());
    vigil = new Vigil(silence);
    chatter = new Chatter(allowance.count(Limit.OUTPUT_LINES), notices);
    sessions = new Sessions(allowance);
    profile =
        ProfileWriter.open(
            claim, workers, allowance.of(Limit.SEGMENT_BYTES), System::nanoTime, load, notices);
    desk =
        new LendingDesk(
            new Ledger(silence, turns.quantum(), strategy, System.nanoTime()),
            System::nanoTime,
            this::happened,
            allowance.of(Limit.WAITERS),
            allowance.of(Limit.WAITERS_PER_SESSION));
    door =
        new Door(
            address, peer -> secret(peer, keys), keys::seal, Bounds.of(allowance), this::closed);
    int cores = Runtime.getRuntime().availableProcessors();
    var watching = new Watching();
    crew =
        new Crew(
            "here",
            lib,
            () -> endpoint(address, relayed, keys),
            lodging,
            cores,
            workers > 0,
            watching);
    depot =
        new Depot(crew, workers, relayed, allowance, System::nanoTime, silence, watching, notices);
    jobs =
        new JobOffice(
            () -> PortState.folder(port()),
            desk,
            new JobCrew(
                desk,
                sessions,
                this::enrolled,
                owner -> keys.secret(new Peer(Role.CLIENT, owner)).isPresent()),
            allowance,
            notices);
    roster = new WorkerRoster(System::nanoTime, desk, depot, Sizes.of(allowance), silence, jobs);
    relay = new Relay(roster);
    door.relays(relay);
    door.tells(notices);
    var counter =
        new Counter(
            desk,
            sessions,
            roster,
            obituaries,
            silence,
            () -> stopping,
            this::standing,
            allowance,
            this::limits);
    try {
      door.lobby('R', Role.PROCESS, roster);
      door.lobby('B', Role.CLIENT, counter);
      door.lobby('C', Role.WORKER, depot);
      door.lobby('J', Set.of(Role.CLIENT, Role.BROKER), () -> new JobDesk(jobs, allowance));
    } catch (IOException e) {
      profile.close();
      throw e;
    }
    for (int number = 0; number < workers; number++) {
      desk.expect(number);
    }
    long pace = Math.min(LONGEST_TICK.toNanos(), silence.toNanos() / 10);
    recalls.setDaemon(true);
    recalls.start();
    var unused = clock.scheduleWithFixedDelay(this::tick, pace, pace, TimeUnit.NANOSECONDS);
  }

  /**
   * The workers of this machine reach the broker within it, and are where the broker is; reached
   * through it, they need not be where others come.
   */
  private Endpoint endpoint(InetSocketAddress address, boolean relayed, Keyring keys) {
    InetAddress at = address.getAddress();
    String listen = relayed || at.isLoopbackAddress() ? "" : at.getHostAddress();
    return new Endpoint(host, door.port(), keys.certificate(), false, listen);
  }

  private static String host(InetAddress at) {
    return at.isLoopbackAddress() || at.isAnyLocalAddress() ? "localhost" : at.getHostAddress();
  }

  /** Starts the workers and waits until all of them are ready. */
  void start(int workers) throws IOException, InterruptedException {
    crew.start(workers, Duration.ofSeconds(20 + 2L * workers));
    readySince = System.nanoTime();
    jobs.resume();
  }

  private Optional<Enrolled> enrolled(WorkerId worker) {
    return roster.find(worker);
  }

  int port() {
    return door.port();
  }

  Load load() {
    return load;
  }

  Standing standing() {
    long now = System.nanoTime();
    Map<Integer, String> machines = depot.machines();
    return desk.ask(
        ledger -> {
          var lines = new TreeMap<Integer, Standing.WorkerStanding>();
          down.forEach((number, how) -> lines.put(number, standing(number, machines, how, now)));
          for (WorkerId id : ledger.workers()) {
            lines.put(id.number(), standing(ledger, id, machines, now));
          }
          var workers = lines.values().toArray(Standing.WorkerStanding[]::new);
          return new Standing(
              workers, ledger.waiting(), ledger.finished(), now - readySince, strategy.word());
        });
  }

  /** The places of its workers, those without one too. */
  List<WorkersFile.Slot> slots() {
    var states = new TreeMap<Integer, String>();
    down.keySet().forEach(number -> states.put(number, "down"));
    var there = new TreeMap<Integer, WorkerId>();
    desk.ask(
        ledger -> {
          for (WorkerId id : ledger.workers()) {
            states.put(id.number(), state(ledger, id));
            there.put(id.number(), id);
          }
          return true;
        });
    List<WorkersFile.Slot> slots = new ArrayList<>();
    states.forEach(
        (number, state) -> {
          String far = depot.host(number);
          Optional<Enrolled> worker = Optional.ofNullable(there.get(number)).flatMap(roster::find);
          int port = worker.map(Enrolled::badge).map(Badge::port).orElse(0);
          slots.add(new WorkersFile.Slot(far.isEmpty() ? host : far, port, number, state));
        });
    return slots;
  }

  private static String state(Ledger ledger, WorkerId id) {
    if (ledger.clearing(id)) {
      return "clearing";
    }
    if (ledger.busy(id.number())) {
      return "busy";
    }
    return ledger.retired(id) ? "leaving" : ledger.renewing(id.number()) ? "renewing" : "idle";
  }

  private LimitsStanding limits() {
    Door.Use use = door.use();
    Limit[] all = Limit.values();
    var lines = new LimitsStanding.Line[all.length];
    for (int i = 0; i < lines.length; i++) {
      Limit limit = all[i];
      long now =
          switch (limit) {
            case CONNECTIONS -> use.connections();
            case CONNECTIONS_PER_KEY -> use.ofOneKey();
            case CONNECTIONS_UNPROVED -> use.unproved();
            case REQUESTS_IN_MEMORY -> use.memory();
            case SESSIONS -> sessions.open();
            case SESSIONS_PER_KEY -> sessions.openOfOneKey();
            case WAITERS -> desk.ask(Ledger::waiting);
            case WORKERS -> depot.places();
            case JOBS -> jobs.foreman().map(Foreman::waiting).orElse(0L);
            case TURN -> turns.quantum().within().toNanos();
            case TURN_BETWEEN_KEYS -> turns.quantum().between().toMillis() * 1_000_000;
            default -> -1;
          };
      lines[i] =
          new LimitsStanding.Line(
              limit.word(), limit.unit(), allowance.of(limit), now, limit.what());
    }
    return new LimitsStanding(lines);
  }

  private Standing.WorkerStanding standing(
      Ledger ledger, WorkerId id, Map<Integer, String> machines, long now) {
    Board.Line line = board.line(id.number());
    var badge = roster.find(id).map(Enrolled::badge);
    long since = line.since == 0 ? readySince : line.since;
    return new Standing.WorkerStanding(
        id.number(),
        badge.map(b -> b.pid()).orElse(0L),
        badge.map(b -> b.port()).orElse(0),
        machines.getOrDefault(id.number(), ""),
        state(ledger, id),
        roster.find(id).map(Enrolled::task).orElse(""),
        line.client,
        Math.max(0, now - since),
        line.lent,
        line.done,
        line.failed,
        "");
  }

  private Standing.WorkerStanding standing(
      int number, Map<Integer, String> machines, Down last, long now) {
    Board.Line line = board.line(number);
    return new Standing.WorkerStanding(
        number,
        0,
        0,
        machines.getOrDefault(number, ""),
        "down",
        "",
        "",
        now - last.since(),
        line.lent,
        line.done,
        line.failed,
        last.how());
  }

  /**
   * Lends nothing more and waits for what runs.
   *
   * @return how many workers were still lent when the grace was over
   */
  int drain(Duration grace) throws InterruptedException {
    stopping = true;
    jobs.stop();
    desk.drain();
    long deadline = System.nanoTime() + grace.toNanos();
    int lent = lent();
    while (lent > 0 && System.nanoTime() < deadline) {
      // Workers report within 50 ms that a task ended, and at once that a lease came back.
      if (drained.await(20, TimeUnit.MILLISECONDS)) {
        break;
      }
      lent = lent();
    }
    return lent;
  }

  /** Ends a drain at once. */
  void hurry() {
    drained.countDown();
  }

  /**
   * How many workers are lent or busy. A flag alone does not tell: a task may have begun that is
   * not reported yet, but its lease is there.
   */
  private int lent() {
    return desk.ask(
        ledger ->
            (int)
                ledger.workers().stream()
                    .filter(id -> ledger.busy(id.number()) || ledger.lease(id).isPresent())
                    .count());
  }

  /** How many workers' flags are up. */
  int busy() {
    return desk.ask(
        ledger -> (int) ledger.workers().stream().filter(id -> ledger.busy(id.number())).count());
  }

  @Override
  public void close() {
    stopping = true;
    clock.shutdownNow();
    recalls.interrupt();
    relay.close();
    crew.close();
    profile.close();
    door.close();
    jobs.close();
  }

  /** Ends the workers; their last reports arrive before that. */
  void dismiss() {
    depot.dismiss();
    crew.close();
  }

  private Optional<byte[]> secret(Peer peer, Keyring keys) {
    return peer.role() == Role.PROCESS ? depot.secret(peer.id()) : keys.secret(peer);
  }

  private void giveRecalls() {
    try {
      desk.giveRecalls();
    } catch (InterruptedException e) {
      // The broker is closed.
      Thread.currentThread().interrupt();
    }
  }

  private void tick() {
    sessions.forget(number -> desk.ask(ledger -> ledger.knows(number)));
    if (vigil.look(System.nanoTime())) {
      jobs.foreman().ifPresent(Foreman::renew);
      desk.tick();
      depot.tick();
      for (WorkerId worker : roster.silent()) {
        if (silenced.add(worker)) {
          depot.kill(worker, "nothing was heard of it for " + Counter.seconds(silence));
        }
      }
    }
  }

  private void closed(Caller caller) {
    // Whom a broker cuts when it has ended has nothing to give back any more.
    if (!clock.isShutdown()) {
      sessions.closed(caller).forEach(desk::gone);
      depot.closed(caller);
    }
  }

  private void happened(Effect effect) {
    if (effect instanceof Effect.Flag flag) {
      record(flag);
    } else if (effect instanceof Effect.Lent lent) {
      board.lent(lent.lease().worker().number());
      String key = sessions.key(lent.lease().session());
      roster
          .find(lent.lease().worker())
          .ifPresent(w -> w.granted(lent.lease().number(), lent.at(), key));
    } else if (effect instanceof Effect.Recall recall) {
      roster.find(recall.worker()).ifPresent(worker -> recall(worker, recall));
    } else if (effect instanceof Effect.Clear clear) {
      Order.Kind kind = clear.gone() ? Order.Kind.CLEAR : Order.Kind.CANCEL;
      Duration limit = clear.gone() ? CLEARING_LIMIT : CANCEL_LIMIT;
      roster.find(clear.worker()).ifPresent(w -> w.order(kind, clear.upTo()));
      var unused = clock.schedule(() -> insist(clear), limit.toMillis(), TimeUnit.MILLISECONDS);
    } else if (effect instanceof Effect.Renew renew) {
      WorkerId worker = renew.worker();
      clock.execute(() -> depot.kill(worker, ANOTHER_KEY));
    } else if (effect instanceof Effect.Ended ended) {
      tell(ended);
    }
  }

  /**
   * A lease with a turn ends by itself, a while after its first task; another one may run once if
   * it was just lent, since the way to its borrower is long.
   */
  private void recall(Enrolled worker, Effect.Recall recall) {
    if (stopping) {
      worker.order(Order.Kind.RECALL, recall.lease());
      return;
    }
    if (recall.ends()) {
      insist(worker, recall, Order.Kind.LAST, LATE_LIMIT);
    } else {
      worker.order(Order.Kind.LAST, recall.lease());
    }
    insist(worker, recall, Order.Kind.RECALL, UNUSED_LIMIT);
  }

  private void insist(Enrolled worker, Effect.Recall recall, Order.Kind kind, Duration after) {
    var unused =
        clock.schedule(
            () -> {
              if (desk.ask(ledger -> ledger.lends(recall.worker(), recall.lease()))) {
                worker.order(kind, recall.lease());
              }
            },
            after.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** A worker that did not confirm in time is killed; another takes its place. */
  private void insist(Effect.Clear clear) {
    if (desk.ask(ledger -> ledger.clearing(clear.worker(), clear.upTo()))) {
      String why = clear.gone() ? "what its client left running did not end" : CANCELLED;
      depot.kill(clear.worker(), why);
    }
  }

  private void record(Effect.Flag flag) {
    String client = sessions.name(flag.session());
    board.flag(flag, client);
    profile.add(
        new Event(
            Event.Kind.valueOf(flag.kind().name()),
            flag.worker().number(),
            flag.task(),
            client,
            flag.finished() > 0 ? flag.failed() == 0 : null,
            flag.finished(),
            flag.waiting(),
            flag.lease(),
            flag.at()));
  }

  private void tell(Effect.Ended ended) {
    var lease = ended.lease();
    int worker = lease.worker().number();
    switch (ended.how()) {
      case EXPIRED ->
          chatter.say(
              "lease ",
              lease.number()
                  + " expired: its client was silent for "
                  + Counter.seconds(silence)
                  + ". Worker "
                  + worker
                  + " is taken back.");
      case GONE -> {
        if (lease.kept()) {
          chatter.say(
              "lease ",
              lease.number()
                  + " is over: its client is gone. Worker "
                  + worker
                  + " is taken back.");
        }
      }
      case LOST, RETURNED -> {
        // A death is told once by the crew, and giving back is everyday.
      }
    }
  }

  private final class Watching implements Crew.Watcher, Depot.Watcher {
    @Override
    public boolean died(Death death) {
      boolean ours =
          death.cancelled() || death.ours().equals(CANCELLED) || death.ours().equals(ANOTHER_KEY);
      return died(new WorkerId(death.number(), death.epoch()), death.how(), ours);
    }

    @Override
    public void started(Duration cost) {
      desk.change(turns.started(cost));
    }

    /** A process ended, near or far; nobody has to be told of an end that the broker ordered. */
    @Override
    public boolean died(WorkerId worker, String how, boolean ours) {
      boolean lent = desk.ask(ledger -> ledger.engaged(worker));
      boolean followed = desk.ask(ledger -> !ledger.retired(worker));
      down.remove(worker.number());
      // From here on it is lent to nobody, so that it is known whom it served.
      desk.died(worker);
      Optional<Enrolled> gone = roster.strike(worker);
      obituaries.write(worker, how, gone.map(Enrolled::served).orElse(""));
      gone.ifPresent(its -> relay.gone(its.name()));
      jobs.foreman().ifPresent(foreman -> foreman.runs().died(worker, how));
      if (silenced.remove(worker) || !ours) {
        notices.accept(
            "worker "
                + worker.number()
                + " died: "
                + how
                + (followed ? ". Another takes its place." : "."));
      }
      return lent;
    }

    @Override
    public void joined(int number, String machine) {
      long at = System.nanoTime();
      profile.add(
          new Event(
              Event.Kind.JOINED, number, machine, "", null, 0, desk.ask(Ledger::waiting), 0, at));
    }

    @Override
    public void down(int number, String how) {
      long now = System.nanoTime();
      Down before = down.get(number);
      down.put(number, new Down(how, before == null ? now : before.since()));
      if (before == null) {
        notices.accept(Crew.downWords(number, how));
      }
      desk.vacant(number);
    }

    @Override
    public void vacant(int number) {
      down.remove(number);
      desk.vacant(number);
    }

    @Override
    public boolean leaves(WorkerId worker) {
      desk.retire(worker);
      return desk.ask(ledger -> ledger.engaged(worker));
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
