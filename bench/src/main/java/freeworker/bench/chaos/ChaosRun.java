package freeworker.bench.chaos;

import freeworker.bench.chaos.Breach.Invariant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
      var mischief = new Mischief(scene, terms, said);
      mischief.make();
      said.accept("          everything is whole again; waiting for every task");
      drain(scene, breaches);
      scene.look();
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

  private static void nobodyIsLeft(Scene scene, List<Breach> breaches) throws InterruptedException {
    long deadline = System.nanoTime() + LAST_END.toNanos();
    for (ProcessHandle process : scene.whereabouts().seen()) {
      try {
        process.onExit().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (ExecutionException | TimeoutException e) {
        breaches.add(
            new Breach(
                Invariant.ENDED,
                "process %d%s is left"
                    .formatted(process.pid(), scene.whereabouts().words(process.pid()))));
      }
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
    Map<String, Long> counted = profiles(scene.profiles(), ofProfile);
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

  /** The finished tasks by place; the oldest profile is that of the first broker. */
  private static Map<String, Long> profiles(Path folder, List<Breach> breaches) throws IOException {
    Map<String, Long> counted = new HashMap<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files =
          all.filter(file -> file.toString().endsWith(".csv"))
              .sorted(Comparator.comparing(ChaosRun::first))
              .toList();
    }
    for (int i = 0; i < files.size(); i++) {
      String broker = i == 0 ? "" : " of broker " + (i + 1);
      Recorded recorded = Recorded.read(files.get(i));
      breaches.addAll(recorded.breaches());
      recorded.finished().forEach((worker, count) -> counted.put(worker + broker, count));
    }
    return counted;
  }

  /** The first timestamp of a profile. */
  private static String first(Path profile) {
    try (Stream<String> lines = Files.lines(profile)) {
      return lines.skip(1).findFirst().map(row -> row.split(",")[1]).orElse("9");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What may have been cut in the middle is read all the same. */
  private static List<String> lines(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return Arrays.stream(text.split("\n")).filter(line -> !line.isEmpty()).toList();
  }
}
