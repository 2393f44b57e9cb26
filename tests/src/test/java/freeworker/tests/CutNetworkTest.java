package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import freeworker.FreeworkerException;
import freeworker.bench.chaos.FaultProxy;
import freeworker.bench.chaos.FaultProxy.Direction;
import freeworker.wire.Broker;
import freeworker.wire.Standing;
import freeworker.wire.door.Aside;
import freeworker.wire.door.Visit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients behind networks that fail, each in its own way, all at one broker. */
class CutNetworkTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** A client and the network that it comes by. */
  private static final class Line implements AutoCloseable {
    private final String fault;
    private final boolean loses;
    private final FaultProxy network;
    private final Engine engine;
    private final BorrowedWorker worker;

    Line(BrokerRun broker, String fault, boolean loses) throws IOException {
      this.fault = fault;
      this.loses = loses;
      network = new FaultProxy(broker.port());
      engine =
          Engine.open(
              "rmi://localhost:"
                  + network.port()
                  + "?key="
                  + broker.key()
                  + "&tls=true&patience=30s");
      worker = engine.borrow(PATIENCE);
      assertEquals(9, worker.run(() -> 3 * 3));
    }

    /** Whether its worker is still its own. */
    boolean holds() {
      try {
        return worker.run(() -> 4 * 4) == 16;
      } catch (FreeworkerException e) {
        return false;
      }
    }

    @Override
    public void close() throws IOException {
      worker.close();
      engine.close();
      network.close();
    }
  }

  @Test
  void whateverTheNetworkDoesLeasesEndOrHoldAndAllClientsWorkAgainAfterwards(@TempDir Path folder)
      throws Exception {
    List<Line> lines = new ArrayList<>();
    try (BrokerRun run = BrokerRun.start(folder, 7, "--silence", "3")) {
      Broker broker = Visit.by(run.key(), "localhost", run.port(), false).ask('B', Broker.class);
      lines.add(new Line(run, "cut", true));
      lines.add(new Line(run, "one way to the broker", true));
      lines.add(new Line(run, "one way to the client", true));
      lines.add(new Line(run, "half open", true));
      lines.add(new Line(run, "a byte a second", true));
      lines.add(new Line(run, "200 ms later", false));
      lines.add(new Line(run, "reset within a frame", true));

      lines.forEach(CutNetworkTest::fail);
      await(broker, standing -> assertEquals(1, lent(standing), "who can be heard"));
      List<CompletableFuture<Integer>> asked = new ArrayList<>();
      for (Line line : lines) {
        asked.add(Aside.get(() -> line.engine.run(() -> 5 * 5)));
      }
      try (Engine another = run.engine()) {
        assertEquals(36, another.run(() -> 6 * 6), "who has a whole network sees nothing of it");
      }
      lines.forEach(line -> line.network.heal());

      for (int i = 0; i < lines.size(); i++) {
        assertEquals(25, asked.get(i).get(30, TimeUnit.SECONDS), lines.get(i).fault);
        assertEquals(!lines.get(i).loses, lines.get(i).holds(), lines.get(i).fault);
      }
      for (Line line : lines) {
        line.close();
      }
      await(broker, standing -> assertEquals(0, lent(standing) + standing.waiting()));
      assertEquals(0, run.stop());
      assertEquals(7, run.rows(7).stream().filter(row -> row.contains(",lent,")).count());
      run.audit(7);
    } finally {
      for (Line line : lines) {
        line.close();
      }
    }
  }

  private static void fail(Line line) {
    switch (line.fault) {
      case "cut" -> line.network.cut();
      case "one way to the broker" -> line.network.hold(EnumSet.of(Direction.TO_SERVER));
      case "one way to the client" -> line.network.hold(EnumSet.of(Direction.TO_CLIENT));
      case "half open" -> line.network.hold(EnumSet.allOf(Direction.class));
      case "a byte a second" -> line.network.trickle(Duration.ofSeconds(1));
      case "200 ms later" -> line.network.delay(Duration.ofMillis(200));
      case "reset within a frame" -> line.network.tear(10);
      default -> throw new AssertionError(line.fault);
    }
  }

  private static long lent(Standing standing) {
    long lent = 0;
    for (Standing.WorkerStanding worker : standing.workers()) {
      lent += worker.state().equals("busy") ? 1 : 0;
    }
    return lent;
  }

  /** Asks the broker until what is claimed of it holds. */
  private static void await(Broker broker, Consumer<Standing> claim) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        claim.accept(broker.standing());
        return;
      } catch (AssertionError e) {
        assertTrue(System.nanoTime() < deadline, e::getMessage);
      }
    }
  }
}
