package freeworker.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does to a scene what a plan says, and undoes what does not last for ever. */
final class Mischief {
  /** Something to be done later. */
  private record Later(long at, Deed deed) {}

  private interface Deed {
    void happen() throws IOException, InterruptedException;
  }

  private final Scene scene;
  private final Plan plan;
  private final Duration lasting;
  private final Consumer<String> said;
  private final CountDownLatch never = new CountDownLatch(1);
  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparingLong(Later::at));
  private final Map<Plan.Kind, Integer> counts = new EnumMap<>(Plan.Kind.class);
  private final long start = System.nanoTime();
  private boolean networkBroken;

  /**
   * @param said gets a line for each fault
   */
  Mischief(Scene scene, Terms terms, Consumer<String> said) {
    this.scene = scene;
    this.plan = new Plan(terms);
    this.lasting = terms.lasting();
    this.said = said;
  }

  /** How often each thing was done. */
  Map<Plan.Kind, Integer> counts() {
    return counts;
  }

  /** Makes faults for the time of the terms; afterwards everything is whole again. */
  void make() throws IOException, InterruptedException {
    long end = start + lasting.toNanos();
    Plan.Step next = plan.next();
    long due = start + next.pause().toNanos();
    while (due < end) {
      undoUntil(due);
      make(next);
      next = plan.next();
      due = Math.max(due + next.pause().toNanos(), System.nanoTime());
    }
    undoUntil(end);
    while (!later.isEmpty()) {
      later.remove().deed().happen();
    }
    restoreClients();
  }

  private void undoUntil(long time) throws IOException, InterruptedException {
    for (Later first = later.peek(); first != null && first.at() <= time; first = later.peek()) {
      later.remove();
      await(first.at());
      first.deed().happen();
    }
    await(time);
  }

  private void await(long time) throws InterruptedException {
    var unused = never.await(time - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void make(Plan.Step step) throws IOException, InterruptedException {
    restoreClients();
    scene.look();
    switch (step.kind()) {
      case KILL_WORKER -> {
        ProcessHandle worker = pick(scene.workers(), step);
        if (worker != null) {
          note(step, worker, scene.whereabouts().words(worker.pid()));
          scene.whereabouts().dies(worker.pid(), System.nanoTime());
          Party.signal(worker, "KILL");
        }
      }
      case STOP_WORKER -> {
        ProcessHandle worker = pick(unstopped(scene.workers()), step);
        if (worker != null) {
          note(step, worker, scene.whereabouts().words(worker.pid()));
          stop(worker, step.hold());
        }
      }
      case KILL_CLIENT -> {
        int place = step.pick() % scene.clients().size();
        Party client = scene.clients().get(place);
        note(step, client.handle(), " (client " + client.name() + ")");
        client.kill();
        scene.replaceClient(place);
      }
      case STOP_CLIENT, SILENCE_CLIENT -> {
        List<ProcessHandle> clients = scene.clients().stream().map(Party::handle).toList();
        ProcessHandle client = pick(unstopped(clients), step);
        if (client != null) {
          note(step, client, " (client " + name(client) + ")");
          stop(client, step.hold());
        }
      }
      case KILL_BROKER -> {
        note(step, scene.broker().handle(), "");
        scene.replaceBroker();
      }
      case STOP_BROKER -> {
        ProcessHandle broker = scene.broker().handle();
        if (!scene.whereabouts().isStopped(broker.pid())) {
          note(step, broker, "");
          stop(broker, step.hold());
        }
      }
      default -> network(step);
    }
  }

  private void network(Plan.Step step) {
    FaultProxy network = scene.network();
    if (network == null || networkBroken) {
      return;
    }
    count(step, "");
    switch (step.kind()) {
      case CUT -> network.cut();
      case RESET -> network.reset();
      case ONE_WAY ->
          network.hold(
              EnumSet.of(
                  step.pick() % 2 == 0
                      ? FaultProxy.Direction.TO_SERVER
                      : FaultProxy.Direction.TO_CLIENT));
      case HALF_OPEN -> network.hold(EnumSet.allOf(FaultProxy.Direction.class));
      default -> network.delay(Duration.ofMillis(200));
    }
    networkBroken = true;
    later.add(
        new Later(
            System.nanoTime() + step.hold().toNanos(),
            () -> {
              network.heal();
              networkBroken = false;
            }));
  }

  private void stop(ProcessHandle process, Duration hold) throws IOException, InterruptedException {
    scene.whereabouts().stopped(process.pid(), System.nanoTime());
    Party.signal(process, "STOP");
    later.add(
        new Later(
            System.nanoTime() + hold.toNanos(),
            () -> {
              if (!process.isAlive()) {
                scene.whereabouts().dies(process.pid(), System.nanoTime());
              }
              Party.signal(process, "CONT");
              scene.whereabouts().goesOn(process.pid());
            }));
  }

  /** A client that ended though nobody killed it will be found by its log; the load goes on. */
  private void restoreClients() throws IOException {
    for (int i = 0; i < scene.clients().size(); i++) {
      Party client = scene.clients().get(i);
      if (!client.isAlive()) {
        scene.replaceClient(i);
      }
    }
  }

  private List<ProcessHandle> unstopped(List<ProcessHandle> processes) {
    List<ProcessHandle> left = new ArrayList<>(processes);
    left.removeIf(process -> scene.whereabouts().isStopped(process.pid()));
    return left;
  }

  private static @Nullable ProcessHandle pick(List<ProcessHandle> processes, Plan.Step step) {
    return processes.isEmpty() ? null : processes.get(step.pick() % processes.size());
  }

  private String name(ProcessHandle process) {
    return scene.clients().stream()
        .filter(client -> client.handle().equals(process))
        .map(Party::name)
        .findFirst()
        .orElse("?");
  }

  private void note(Plan.Step step, ProcessHandle process, String who) {
    count(step, " pid " + process.pid() + who);
  }

  private void count(Plan.Step step, String whom) {
    counts.merge(step.kind(), 1, Integer::sum);
    boolean lasts = !step.kind().words().startsWith("kill") && step.kind() != Plan.Kind.RESET;
    said.accept(
        String.format(
            Locale.ROOT,
            "%8.3f s  %s%s%s",
            (System.nanoTime() - start) / 1e9,
            step.kind().words(),
            whom,
            lasts ? ", for " + Terms.plain(step.hold()) + " s" : ""));
  }
}
