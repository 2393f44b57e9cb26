package freeworker.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.wire.Order;
import freeworker.wire.Report;
import freeworker.wire.Roster;
import freeworker.wire.Sizes;
import freeworker.wire.job.Ending;
import freeworker.wire.job.Item;
import freeworker.wire.job.Script;
import freeworker.wire.parcel.Hash;
import freeworker.worker.gang.Box;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ScriptDutyTest {
  @TempDir Path scratch;

  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final StubBroker broker = new StubBroker();
  private final List<Thread> threads = new ArrayList<>();
  private final WorkerServer server =
      new WorkerServer(
          (lease, proof) -> {},
          new TaskRunner(ClassLoader.getPlatformClassLoader(), 1000, () -> Sizes.USUAL),
          Duration.ofSeconds(2),
          new Reports(),
          () -> (seat, from, mailing, letter) -> Box.Put.OVER,
          true,
          (code, why) -> seen.add("ends " + code));
  private final ScriptDuty duty = server.scripts();

  private final class Reports implements WorkerServer.Reports {
    @Override
    public void add(Report.Kind kind, long lease, String task, int count, int failed) {
      seen.add((kind + " " + lease + " " + task + " " + failed).replace("  ", " "));
    }

    @Override
    public void tell() {
      seen.add("told");
    }
  }

  /** Gives the orders that it is given, and has scripts for some leases. */
  private final class StubBroker implements Roster {
    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final Map<Long, String> scripts = new ConcurrentHashMap<>();

    @Override
    public byte[] enrol(byte[] badge) {
      return Sizes.USUAL.encode();
    }

    @Override
    public byte[] nextOrder() throws RemoteException {
      try {
        return orders.take().encode();
      } catch (InterruptedException e) {
        throw new RemoteException("closed", e);
      }
    }

    @Override
    public void report(byte[] entries) {
      seen.add("reported");
    }

    @Override
    public byte[] script(long lease) {
      String lines = scripts.get(lease);
      if (lines == null) {
        seen.add("no script");
        return new byte[0];
      }
      byte[] content = lines.getBytes(StandardCharsets.UTF_8);
      return new Script(
              "fit",
              Script.How.FILE,
              "fit.sh",
              "",
              List.of(),
              List.of(new Item("fit.sh", false, Hash.of(content), content.length)),
              "",
              Duration.ZERO,
              0,
              1 << 20,
              List.of(),
              Script.ALONE)
          .encode();
    }

    @Override
    public byte[] piece(long lease, byte[] hash, long offset) {
      byte[] content = scripts.getOrDefault(lease, "").getBytes(StandardCharsets.UTF_8);
      assertEquals(Hash.of(content), Hash.read(hash));
      return content;
    }

    @Override
    public void wrote(long lease, int stream, long offset, byte[] bytes) {
      seen.add(
          lease + " wrote " + stream + " " + new String(bytes, StandardCharsets.UTF_8).strip());
    }

    @Override
    public void scriptEnded(long lease, byte[] ending) {
      try {
        Ending how = Ending.decode(ending);
        seen.add(lease + " " + how.how() + " " + how.code());
      } catch (IOException e) {
        seen.add(e.toString());
      }
    }
  }

  private interface Work {
    void go() throws RemoteException, InterruptedException;
  }

  @BeforeEach
  void begin() {
    start(() -> server.obey(broker, lease -> {}, duty::add));
    start(() -> duty.work(broker, scratch));
  }

  private void start(Work work) {
    var thread =
        new Thread(
            () -> {
              try {
                work.go();
              } catch (RemoteException | InterruptedException e) {
                // The end of the test.
              }
            },
            "stub-duty");
    threads.add(thread);
    thread.start();
  }

  @AfterEach
  void end() throws InterruptedException {
    duty.kill();
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join();
    }
  }

  private void order(Order.Kind kind, long lease) {
    broker.orders.add(new Order(kind, lease));
  }

  private void job(long lease, String lines) {
    broker.scripts.put(lease, lines);
    order(Order.Kind.JOB, lease);
  }

  private String next() throws InterruptedException {
    return String.valueOf(seen.poll(60, TimeUnit.SECONDS));
  }

  private void assertSees(String... events) throws InterruptedException {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < events.length; i++) {
      found.add(next());
    }
    assertEquals(List.of(events), found);
  }

  /** The number that the script of a lease writes. */
  private ProcessHandle process(long lease) throws InterruptedException {
    String pid = next();
    String start = lease + " wrote 1 ";
    assertTrue(pid.startsWith(start), pid);
    return ProcessHandle.of(Long.parseLong(pid.substring(start.length()))).orElseThrow();
  }

  @Test
  void thatAScriptEndedIsToldAfterAllElseOfIt() throws Exception {
    job(5, "echo hello");

    assertSees("BEGAN 5 fit 0", "5 wrote 1 hello", "ENDED 5 fit 0", "told", "5 EXITED 0");
  }

  @Test
  void aScriptThatFailsIsATaskThatFailed() throws Exception {
    job(5, "exit 3");

    assertSees("BEGAN 5 fit 0", "ENDED 5 fit 1", "told", "5 EXITED 3");
  }

  @Test
  void scriptsFollowEachOther() throws Exception {
    job(5, "exit 1");
    job(6, "exit 2");

    assertSees("BEGAN 5 fit 0", "ENDED 5 fit 1", "told", "5 EXITED 1");
    assertSees("BEGAN 6 fit 0", "ENDED 6 fit 1", "told", "6 EXITED 2");
  }

  @Test
  void aCancelledScriptIsDeadBeforeItsLeaseIsConfirmedAndTheNextOneRuns() throws Exception {
    job(5, "trap '' TERM; echo $$; while :; do sleep 600; done");
    assertSees("BEGAN 5 fit 0");
    ProcessHandle script = process(5);

    order(Order.Kind.CANCEL, 5);

    assertSees("ENDED 5 fit 1", "told", "5 STOPPED 137", "CLEARED 5 0");
    assertFalse(script.isAlive());
    job(6, "exit 0");
    assertSees("BEGAN 6 fit 0", "ENDED 6 fit 0", "told", "6 EXITED 0");
  }

  @Test
  void aLeaseThatIsOverRunsNothing() throws Exception {
    order(Order.Kind.CANCEL, 5);
    job(5, "echo begun");
    order(Order.Kind.JOB, 6);
    job(7, "exit 0");

    assertSees("CLEARED 5 0", "5 STOPPED 0", "no script");
    assertSees("BEGAN 7 fit 0", "ENDED 7 fit 0", "told", "7 EXITED 0");
  }

  @Test
  void whenTheProcessIsToEndItsScriptEndsFirst() throws Exception {
    job(5, "echo $$; exec sleep 600");
    assertSees("BEGAN 5 fit 0");
    ProcessHandle script = process(5);
    order(Order.Kind.CLEAR, 5);
    assertSees("ends " + WorkerServer.CLEARED);

    duty.kill();

    script.onExit().get(60, TimeUnit.SECONDS);
    assertSees("ENDED 5 fit 1", "told", "5 STOPPED 143");
    job(6, "echo begun");
    assertSees("BEGAN 6 fit 0", "ENDED 6 fit 1", "told", "6 STOPPED 143");
  }
}
