package freeworker.worker;

import freeworker.wire.Badge;
import freeworker.wire.Card;
import freeworker.wire.RmiSettings;
import freeworker.wire.Roster;
import freeworker.wire.Rubbish;
import freeworker.wire.Signals;
import freeworker.wire.Sizes;
import freeworker.wire.door.Answers;
import freeworker.wire.door.Bounds;
import freeworker.wire.door.Credential;
import freeworker.wire.door.Door;
import freeworker.wire.door.Role;
import freeworker.wire.door.Seal;
import freeworker.wire.door.Tickets;
import freeworker.wire.door.Visit;
import freeworker.wire.parcel.Limits;
import freeworker.worker.gang.DoorWays;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/*
 * Its supervisor speaks on standard input: a line with the broker's host, port and certificate, whether to speak TLS there,
 * where this worker's door is to be, and its name and secret; then, when it gets a place, a line with its number and epoch. The end of standard input is the end
 * of the supervisor, and so of this process.
 */
/** A worker process; started by a crew, never by hand. */
public final class WorkerMain {
  private static final long SHELF_BYTES =
      Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private static volatile @Nullable Path scratch;
  private static volatile @Nullable ScriptDuty scripts;

  private WorkerMain() {}

  public static void main(String[] args) {
    RmiSettings.apply();
    // Threads of RMI would keep a process alive that has failed.
    Path folder = Path.of(args[0]);
    scratch = folder;
    ending(() -> work(folder));
  }

  private static @Nullable Void work(Path folder) throws Exception {
    // A terminal's signals reach this process too; it is the supervisor who says when to end.
    Signals.on(() -> {}, "INT", "HUP", "TERM");
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    System.setIn(InputStream.nullInputStream());

    var reporter = new Reporter();
    var said = new LinkedBlockingQueue<String>();
    Thread supervisor = start("supervisor", () -> listen(orders, said, reporter));
    String[] broker = words(said, 7);
    var self = new Credential(Role.PROCESS, broker[5], HexFormat.of().parseHex(broker[6]));
    var tickets = new Tickets(self.secret(), System::nanoTime);
    var enrolled = new CompletableFuture<Sizes>();
    byte[] certificate = broker[2].equals("-") ? new byte[0] : HexFormat.of().parseHex(broker[2]);
    int port = Integer.parseInt(broker[1]);
    boolean sealed = Boolean.parseBoolean(broker[3]);
    var visit = new Visit(broker[0], port, self, certificate, sealed);
    var server =
        new WorkerServer(
            tickets::check,
            new TaskRunner(ClassLoader.getPlatformClassLoader(), SHELF_BYTES, enrolled::join),
            GRACE,
            reporter,
            () -> new DoorWays(visit),
            true,
            (code, why) -> end(code, why, reporter));
    ScriptDuty jobs = server.scripts();
    scripts = jobs;
    InetAddress here =
        broker[4].equals("-") ? InetAddress.getLoopbackAddress() : InetAddress.getByName(broker[4]);
    Optional<Seal> seal =
        here.isLoopbackAddress() ? Optional.empty() : Optional.of(Seal.make(new SecureRandom()));
    var door =
        new Door(
                new InetSocketAddress(here, 0),
                tickets,
                () -> seal.orElseThrow(WorkerMain::noSeal),
                Bounds.carrying(Limits.FRAME),
                caller -> {})
            .fetching();
    byte[] stub = door.export(server);
    Duration patience = PatientRoster.PATIENCE;
    Roster roster =
        new PatientRoster(
            PatientRoster.again(patience, () -> visit.ask('R', Roster.class)), patience);

    String[] place = words(said, 2);
    int number = Integer.parseInt(place[0]);
    long epoch = Long.parseLong(place[1]);
    var badge =
        new Badge(
            Card.PROTOCOL,
            number,
            epoch,
            ProcessHandle.current().pid(),
            door.port(),
            stub,
            seal.map(Seal::fingerprint).orElse(new byte[0]));
    var calls = new LinkedBlockingQueue<Long>();
    start(
        "orders",
        () -> {
          enrolled.get();
          server.obey(roster, calls::add, jobs::add);
          return null;
        });
    start(
        "jobs",
        () -> {
          jobs.work(roster, folder);
          return null;
        });
    start("relay", () -> come(door, visit, calls, number, epoch));
    start(
        "reporter",
        () -> {
          enrolled.get();
          reporter.report(roster);
          return null;
        });
    server.begin();
    enrolled.complete(Answers.to(() -> roster.enrol(badge.encode()), Sizes::decode));
    supervisor.join();
    return null;
  }

  /** Hears the supervisor, whose end is that of this process, whatever else waits for a broker. */
  private static @Nullable Void listen(
      BufferedReader orders, BlockingQueue<String> said, Reporter reporter)
      throws IOException, InterruptedException {
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      said.add(line);
    }
    // What it saw last belongs into the profile; a broker that was killed answers with an error.
    reporter.flush(LAST_WORDS);
    tidy();
    // Who dismissed it sees by this that it has done all that it had to.
    new FileOutputStream(FileDescriptor.out).close();
    new FileOutputStream(FileDescriptor.err).close();
    Runtime.getRuntime().halt(0);
    return null;
  }

  /** Dials the broker for each client who waits there, for ever. */
  private static @Nullable Void come(
      Door door, Visit broker, BlockingQueue<Long> calls, int number, long epoch)
      throws InterruptedException {
    while (true) {
      long call = calls.take();
      try {
        door.fetch(broker, call, number, epoch);
      } catch (IOException e) {
        // That client does not wait any more, or the broker is gone, which ends this process.
      }
    }
  }

  private static IllegalStateException noSeal() {
    return new IllegalStateException("This worker's door is on this machine and speaks no TLS.");
  }

  /** Ends this process; what it saw belongs into the profile. */
  private static void end(int code, String why, Reporter reporter) {
    if (!why.isEmpty()) {
      System.out.println(why);
    }
    try {
      reporter.flush(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    halt(code);
  }

  private static void halt(int code) {
    tidy();
    Runtime.getRuntime().halt(code);
  }

  /**
   * Ends what scripts and tasks started and removes its folder, since a supervisor that was killed
   * cannot.
   */
  private static void tidy() {
    ScriptDuty jobs = scripts;
    if (jobs != null) {
      jobs.kill();
    }
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    if (scratch != null) {
      Rubbish.remove(scratch);
    }
  }

  private static String[] words(BlockingQueue<String> said, int count)
      throws IOException, InterruptedException {
    String line = said.take();
    String[] words = line.split(" ");
    if (words.length != count) {
      throw new IOException("The supervisor said '" + line + "'. Workers are started by a broker.");
    }
    return words;
  }

  private static Thread start(String name, Callable<@Nullable Void> work) {
    var thread = new Thread(() -> ending(work), name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Ends the process when this work fails; its crew will replace it. */
  private static void ending(Callable<@Nullable Void> work) {
    try {
      work.call();
    } catch (RemoteException e) {
      halt(WorkerServer.ALONE);
    } catch (Exception e) {
      e.printStackTrace();
      halt(1);
    }
  }
}
