package freeworker.bench.growth;

import freeworker.bench.growth.Stopwatch.Command;
import freeworker.ledger.Effect;
import freeworker.ledger.Lease;
import freeworker.ledger.Ledger;
import freeworker.ledger.WorkerId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/*
 * A client thinks, waits for a worker, works, and thinks again. Half of them keep their worker for
 * one task; the others are engines, which run up to three and give it back when it is recalled.
 * Some leave, some fall silent, some workers die; in the place of each there is another soon.
 */
/** Workers and clients by the million, and one ledger, in virtual time. */
final class World {
  /**
   * How large it is.
   *
   * @param owners how many owners the clients have
   * @param deaths how many workers die in a second
   * @param leaving how many clients leave in a second, and how many fall silent
   */
  record Size(int workers, int clients, int owners, int deaths, int leaving) {}

  static final int STEPS_A_SECOND = 100;

  private static final long STEP = Duration.ofSeconds(1).toNanos() / STEPS_A_SECOND;
  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(15);
  private static final int BEAT = 5 * STEPS_A_SECOND;
  private static final int SILENCE = 17 * STEPS_A_SECOND;
  private static final int REPLACED = 30;
  private static final int CLEARED = 2;
  private static final int HORIZON = 64 * STEPS_A_SECOND;

  private static final String OWNER = "key-";

  private static final byte THINKS = 0;
  private static final byte WAITS = 1;
  private static final byte WORKS = 2;

  /** Its lease ended early; it has yet to see that. */
  private static final byte ROBBED = 3;

  private static final byte SILENT = 4;

  private final Size size;
  private final Random random = new Random(20261127);
  private final Ledger ledger = new Ledger(TIME_TO_LIVE);
  private final Stopwatch watch;
  private final Books books;
  private final Timetable timetable;
  private long now;
  private int thinking = 15;
  private boolean ending;

  private final byte[] state;
  private final byte[] tasks;
  private final boolean[] recalled;
  private final boolean[] due;
  private final int[] workerOf;
  private final long[] lease;
  private final long[] session;
  private final long[] epoch;

  /** The lease up to which a worker has to clear; 0 when it is to be replaced, -1 for neither. */
  private final long[] clearing;

  private final boolean[] alive;

  World(Size size, Stopwatch watch) {
    this.size = size;
    this.watch = watch;
    this.books = new Books(size.workers(), 3 * size.clients());
    this.timetable = new Timetable(2 * size.clients() + size.workers(), HORIZON);
    state = new byte[size.clients()];
    tasks = new byte[size.clients()];
    recalled = new boolean[size.clients()];
    due = new boolean[size.clients()];
    workerOf = new int[size.clients()];
    lease = new long[size.clients()];
    session = new long[size.clients()];
    epoch = new long[size.workers()];
    clearing = new long[size.workers()];
    alive = new boolean[size.workers()];
    Arrays.fill(clearing, -1);
  }

  Ledger ledger() {
    return ledger;
  }

  Books books() {
    return books;
  }

  /** All clients come. */
  void enter() {
    for (int client = 0; client < size.clients(); client++) {
      session[client] = client + 1L;
      enter(client);
      timetable.in(1 + random.nextInt(BEAT), client);
    }
  }

  private void enter(int client) {
    long began = watch.begin();
    List<Effect> effects = ledger.enter(session[client], owner(client), now);
    watch.end(Command.ENTER, began);
    follow(effects);
  }

  private String owner(int client) {
    return size.owners() == 1 ? "" : OWNER + client % size.owners();
  }

  /** All clients wait, or none of them any more, while there are no workers. */
  void waitFor(int places) {
    for (long one : session) {
      ledger.want(one, places, true, now);
    }
  }

  /** All workers come, and the clients begin to think. */
  void begin() {
    for (int worker = 0; worker < size.workers(); worker++) {
      join(worker);
    }
    for (int client = 0; client < size.clients(); client++) {
      think(client);
    }
  }

  /** From now on clients think for so many seconds on average. */
  void thinkFor(int seconds) {
    thinking = seconds;
  }

  /** From now on nobody wants anything more. */
  void end() {
    ending = true;
  }

  void run(int seconds) {
    for (int step = 1; step <= seconds * STEPS_A_SECOND; step++) {
      now += STEP;
      timetable.step();
      for (int event = timetable.due(); event >= 0; event = timetable.due()) {
        if (event < size.clients()) {
          beat(event);
        } else if (event < 2 * size.clients()) {
          act(event - size.clients());
        } else {
          worked(event - 2 * size.clients());
        }
      }
      if (step % STEPS_A_SECOND == 0) {
        long began = watch.begin();
        List<Effect> effects = ledger.tick(now);
        watch.end(Command.TICK, began);
        follow(effects);
        if (!ending) {
          misfortunes();
        }
      }
    }
  }

  private void beat(int client) {
    if (state[client] == SILENT && ledger.knows(session[client])) {
      timetable.in(SILENCE, client);
      return;
    }
    timetable.in(BEAT, client);
    if (state[client] == SILENT) {
      comeAnew(client);
      return;
    }
    long began = watch.begin();
    List<Effect> effects = ledger.renew(session[client], now);
    watch.end(Command.RENEW, began);
    follow(effects);
  }

  /** One that was silent for so long that its session is over. */
  private void comeAnew(int client) {
    session[client] += size.clients();
    state[client] = THINKS;
    enter(client);
    if (!due[client]) {
      think(client);
    }
  }

  private void act(int client) {
    due[client] = false;
    switch (state[client]) {
      case THINKS -> want(client);
      case WORKS -> finish(client);
      case ROBBED -> {
        state[client] = THINKS;
        think(client);
      }
      default -> {
        // It is silent.
      }
    }
  }

  private void think(int client) {
    in(1 + random.nextInt(2 * thinking * STEPS_A_SECOND), client);
  }

  private void in(int steps, int client) {
    due[client] = true;
    timetable.in(steps, size.clients() + client);
  }

  private boolean keeps(int client) {
    return (client & 1) == 0;
  }

  private void want(int client) {
    if (ending) {
      return;
    }
    state[client] = WAITS;
    books.waits(session[client]);
    long began = watch.begin();
    List<Effect> effects = ledger.want(session[client], 1, keeps(client), now);
    watch.end(Command.WANT, began);
    follow(effects);
  }

  private void finish(int client) {
    int worker = workerOf[client];
    long began = watch.begin();
    ledger.ended(id(worker), lease[client], "task", 1, 0, now);
    watch.end(Command.ENDED, began);
    if (--tasks[client] > 0 && !recalled[client]) {
      work(client);
      return;
    }
    state[client] = THINKS;
    books.over(worker);
    began = watch.begin();
    List<Effect> effects;
    if (recalled[client]) {
      effects = ledger.returned(id(worker), lease[client], now);
      watch.end(Command.RETURNED, began);
    } else {
      effects = ledger.free(session[client], lease[client], now);
      watch.end(Command.FREE, began);
    }
    think(client);
    follow(effects);
  }

  private void work(int client) {
    long began = watch.begin();
    ledger.began(id(workerOf[client]), lease[client], "task", now);
    watch.end(Command.BEGAN, began);
    in(50 + random.nextInt(100), client);
  }

  private void worked(int worker) {
    long upTo = clearing[worker];
    clearing[worker] = -1;
    if (upTo > 0) {
      long began = watch.begin();
      List<Effect> effects = ledger.cleared(id(worker), upTo, now);
      watch.end(Command.CLEARED, began);
      follow(effects);
      return;
    }
    if (alive[worker]) {
      die(worker);
    }
    join(worker);
  }

  private void join(int worker) {
    epoch[worker]++;
    alive[worker] = true;
    long began = watch.begin();
    List<Effect> effects = ledger.join(id(worker), now);
    watch.end(Command.JOIN, began);
    follow(effects);
  }

  private void die(int worker) {
    alive[worker] = false;
    long began = watch.begin();
    List<Effect> effects = ledger.died(id(worker), now);
    watch.end(Command.DIED, began);
    follow(effects);
  }

  private WorkerId id(int worker) {
    return new WorkerId(worker, epoch[worker]);
  }

  private void misfortunes() {
    for (int i = 0; i < size.deaths(); i++) {
      int worker = random.nextInt(size.workers());
      if (clearing[worker] < 0 && alive[worker]) {
        die(worker);
        clearing[worker] = 0;
        timetable.in(REPLACED, 2 * size.clients() + worker);
      }
    }
    for (int i = 0; i < 2 * size.leaving(); i++) {
      int client = random.nextInt(size.clients());
      if (state[client] == SILENT) {
        continue;
      }
      if (i % 2 == 0) {
        state[client] = SILENT;
      } else {
        leave(client);
      }
    }
  }

  private void leave(int client) {
    boolean waited = state[client] == WAITS;
    state[client] = state[client] == WORKS ? ROBBED : THINKS;
    long began = watch.begin();
    List<Effect> effects = ledger.gone(session[client], now);
    watch.end(Command.GONE, began);
    session[client] += size.clients();
    follow(effects);
    enter(client);
    if (waited) {
      think(client);
    }
  }

  private void follow(List<Effect> effects) {
    for (Effect effect : effects) {
      if (effect instanceof Effect.Lent lent) {
        lent(lent.lease());
      } else if (effect instanceof Effect.Recall recall) {
        int client = client(books.holder(recall.worker().number()));
        recalled[client] = lease[client] == recall.lease();
      } else if (effect instanceof Effect.Ended ended) {
        ended(ended);
      } else if (effect instanceof Effect.Clear clear) {
        replaced(clear.worker().number(), clear.upTo(), CLEARED);
      } else if (effect instanceof Effect.Renew renew) {
        replaced(renew.worker().number(), 0, REPLACED);
      }
    }
  }

  private void replaced(int worker, long upTo, int steps) {
    clearing[worker] = upTo;
    timetable.in(steps, 2 * size.clients() + worker);
  }

  private int client(long ofSession) {
    return (int) ((ofSession - 1) % size.clients());
  }

  private void lent(Lease granted) {
    int client = client(granted.session());
    books.lent(granted.worker().number(), granted.session(), ledger::knows);
    if (state[client] == SILENT) {
      return;
    }
    long began = watch.begin();
    Lease taken = ledger.take(granted.session(), now).orElseThrow();
    watch.end(Command.TAKE, began);
    state[client] = WORKS;
    workerOf[client] = taken.worker().number();
    lease[client] = taken.number();
    recalled[client] = false;
    tasks[client] = (byte) (keeps(client) ? 1 : 1 + random.nextInt(3));
    work(client);
  }

  private void ended(Effect.Ended over) {
    if (over.how() == Effect.How.RETURNED) {
      return;
    }
    books.over(over.lease().worker().number());
    int client = client(over.lease().session());
    boolean stillHere = session[client] == over.lease().session();
    if (over.how() == Effect.How.LOST && stillHere) {
      if (state[client] == WORKS) {
        state[client] = ROBBED;
      } else if (state[client] == SILENT && lease[client] != over.lease().number()) {
        books.putBack(session[client]);
      }
    }
  }
}
