package freeworker.bench.chaos;

import freeworker.bench.chaos.Breach.Invariant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One run: load, faults, healing, the end, and what the records say. */
final class ChaosRun {
  private static final Duration START = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(20);
  private static final Duration DRAIN = Duration.ofSeconds(90);
  private static final Duration LAST_END = Duration.ofSeconds(6);

  private final Terms terms;
  private final Path home;
  private final Path folder;
  private final Consumer<String> said;

  /**
   * @param home where the programs are
   * @param folder where all records go
   * @param said gets a line for each thing that happens
   */
  ChaosRun(Terms terms, Path home, Path folder, Consumer<String> said) {
    this.terms = terms;
    this.home = home;
    this.folder = folder;
    this.said = said;
  }

  /** The outcome of a run. */
  record Outcome(Map<Plan.Kind, Integer> faults, Verdict verdict) {}

  Outcome run() throws IOException, InterruptedException {
    List<Breach> breaches = new ArrayList<>();
    try (var scene = new Scene(terms, home, folder)) {
      load(scene);
      ProcessHandle first = scene.broker().handle();
      Vitals before = Vitals.of(first.pid());
      var mischief = new Mischief(scene, terms, said);
      mischief.make();
      said.accept("          everything is whole again; waiting for every task");
      drain(scene, breaches);
      scene.look();
      Vitals after = calm(scene.broker().handle().pid(), before);
      if (scene.broker().handle().equals(first)) {
        breaches.addAll(after.since(before));
      }
      said.accept("          the broker had " + before + " at the start, " + after + " now");
      if (!scene.stopBroker()) {
        breaches.add(new Breach(Invariant.ENDED, "the broker still ran 30 s after SIGTERM"));
      } else if (scene.broker().exitCode() != 0) {
        breaches.add(
            new Breach(
                Invariant.ENDED, "the broker ended with exit code " + scene.broker().exitCode()));
      }
      nobodyIsLeft(scene, breaches);
      Verdict verdict = judge(scene);
      verdict.addAll(breaches);
      return new Outcome(mischief.counts(), verdict);
    }
  }

  /** Waits until tasks run. */
  private static void load(Scene scene) throws IOException, InterruptedException {
    var never = new CountDownLatch(1);
    long deadline = System.nanoTime() + START.toNanos();
    while (Files.size(scene.stamps()) == 0) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "No task ran within %d s; what the clients said is in %s."
                .formatted(START.toSeconds(), scene.stamps().getParent()));
      }
      var unused = never.await(LOOK.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private static void drain(Scene scene, List<Breach> breaches) throws InterruptedException {
    long deadline = System.nanoTime() + DRAIN.toNanos();
    scene.clients().forEach(Party::dismiss);
    for (Party client : scene.clients()) {
      if (!client.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        breaches.add(
            new Breach(
                Invariant.ENDED,
                "client %s still waited %d s after everything was whole again"
                    .formatted(client.name(), DRAIN.toSeconds())));
      }
    }
  }

  /** What a broker needs when it has seen that everybody left. */
  private static Vitals calm(long broker, Vitals before) throws IOException, InterruptedException {
    var never = new CountDownLatch(1);
    long deadline = System.nanoTime() + LAST_END.toNanos();
    Vitals now = Vitals.of(broker);
    while (!now.since(before).isEmpty() && System.nanoTime() < deadline) {
      var unused = never.await(LOOK.toNanos(), TimeUnit.NANOSECONDS);
      now = Vitals.of(broker);
    }
    return now;
  }

  private static void nobodyIsLeft(Scene scene, List<Breach> breaches) throws InterruptedException {
    var never = new CountDownLatch(1);
    long deadline = System.nanoTime() + LAST_END.toNanos();
    List<ProcessHandle> left = new ArrayList<>(scene.whereabouts().seen());
    left.removeIf(process -> !process.isAlive());
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      var unused = never.await(LOOK.toNanos(), TimeUnit.NANOSECONDS);
      left.removeIf(process -> !process.isAlive());
    }
    for (ProcessHandle process : left) {
      breaches.add(
          new Breach(
              Invariant.ENDED,
              "process %d%s is left"
                  .formatted(process.pid(), scene.whereabouts().words(process.pid()))));
    }
  }

  private Verdict judge(Scene scene) throws IOException {
    List<ClientRecord> clients = new ArrayList<>();
    for (Party client : scene.allClients()) {
      Path log = scene.log(client);
      List<String> lines = Files.exists(log) ? lines(log) : List.of();
      clients.add(ClientRecord.read(client.name(), client.killed(), lines));
    }
    List<Breach> ofProfile = new ArrayList<>();
    Map<String, Long> counted = profiles(scene, ofProfile);
    Verdict verdict =
        Verdict.of(
            clients,
            Stamps.read(lines(scene.stamps())),
            scene.whereabouts().lives(),
            counted,
            !terms.broker() && !terms.cut());
    verdict.addAll(ofProfile);
    return verdict;
  }

  /** The finished tasks by place, from the profiles of all brokers. */
  private static Map<String, Long> profiles(Scene scene, List<Breach> breaches) throws IOException {
    Map<String, Long> counted = new HashMap<>();
    for (int broker = 1; broker <= scene.whereabouts().brokers(); broker++) {
      int number = broker;
      Recorded recorded = Recorded.read(profile(scene.profiles(broker)));
      breaches.addAll(recorded.breaches());
      recorded
          .finished()
          .forEach((worker, count) -> counted.put(Whereabouts.place(worker, number), count));
    }
    return counted;
  }

  private static Path profile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".csv"))
          .findFirst()
          .orElseThrow(() -> new IOException("There is no profile in " + folder + "."));
    }
  }

  /** What may have been cut in the middle is read all the same. */
  private static List<String> lines(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return Arrays.stream(text.split("\n")).filter(line -> !line.isEmpty()).toList();
  }
}
