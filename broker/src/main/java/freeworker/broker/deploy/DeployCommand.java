package freeworker.broker.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import freeworker.broker.Json;
import freeworker.cli.Command;
import freeworker.cli.Table;
import freeworker.cli.Value;
import freeworker.wire.Signals;
import freeworker.wire.door.BadKey;
import freeworker.wire.door.Home;
import freeworker.wire.door.Key;
import freeworker.wire.door.KeyFile;
import freeworker.wire.door.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The {@code deploy} command: brings the workers of many hosts to a broker, by ssh. */
final class DeployCommand {
  private static final String CODES =
      """
      Exit codes: 0 all hosts are well, 1 one is not, 2 wrong usage,
                  65 the hosts file or the key cannot be used, 66 there is none,
                  69 there is no ssh here, 130 interrupted
      """;

  private static final int MOST_NAMES = 5;

  private final Command line =
      new Command(
              "deploy", "Brings workers of many hosts to a broker, by your own ssh.", this::nothing)
          .footer(
              """
              Examples:
                deploy up lab.hosts --broker 10.0.0.5:18811
                deploy status lab.hosts
                deploy down lab.hosts
              A hosts file:
                * broker=10.0.0.5:18811         # options of all hosts below
                lab1 workers=4                  # as your ssh knows it
                ana@lab2:2222 workers=2 relay   # relay: nobody can dial lab2
              Options of a host: workers=N (default: its cores), broker=HOST:PORT, relay,
                tls, listen=ADDRESS, advertise=HOST, memory=SIZE as of the worker command;
                java=PATH and folder=PATH on the host (default: ~/.freeworker/deploy)
              """
                  + CODES);

  private final Command up =
      new Command(
              "up",
              "Copies the programs to the hosts, starts their workers, and replaces what changed.",
              this::up)
          .footer(CODES);
  private final DeployOptions upOptions = new DeployOptions(up);
  private final Value broker =
      up.option(
          "--broker",
          "HOST:PORT",
          "where the broker is, as the hosts see it (default: what the hosts file says)");
  private final Value key =
      up.option(
          "-k, --key",
          "FILE",
          "a key of the role worker (default: the one of your brokers on this machine)");

  private final Command status =
      new Command("status", "Prints how the hosts stand.", this::status).footer(CODES);
  private final DeployOptions statusOptions = new DeployOptions(status);

  private final Command down =
      new Command("down", "Ends the workers of the hosts and removes all of theirs.", this::down)
          .footer(CODES);
  private final DeployOptions downOptions = new DeployOptions(down);

  private final PrintWriter out;
  private final PrintWriter err;
  private final Path home;
  private final boolean terminal;

  /**
   * @param home what is copied
   * @param terminal whether a person reads along, where lines can be drawn over
   */
  DeployCommand(PrintWriter out, PrintWriter err, Path home, boolean terminal) {
    this.out = out;
    this.err = err;
    this.home = home;
    this.terminal = terminal;
    line.command(up);
    line.command(status);
    line.command(down);
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  private int nothing() {
    throw line.wrong("Say what to do: up, status or down.");
  }

  private int up() throws IOException {
    List<Host> hosts = upOptions.hosts();
    Map<Host, Place> brokers = brokers(hosts);
    var cargo = new Cargo(Distribution.of(home), key(), brokers);
    return run(hosts, upOptions, View.UP, errand -> errand.up(cargo));
  }

  private int status() throws IOException {
    String here = Distribution.of(home).checksum();
    return run(statusOptions.hosts(), statusOptions, View.STATUS, errand -> errand.status(here));
  }

  private int down() throws IOException {
    return run(downOptions.hosts(), downOptions, View.DOWN, Errand::down);
  }

  private Map<Host, Place> brokers(List<Host> hosts) {
    Optional<Place> said = Place.of(broker.text());
    if (broker.given() && said.isEmpty()) {
      throw up.wrong("--broker must be HOST:PORT, not '" + broker.text() + "'");
    }
    Map<Host, Place> brokers = new HashMap<>();
    for (Host host : hosts) {
      Place place =
          said.or(() -> host.wishes().broker())
              .orElseThrow(
                  () ->
                      up.wrong(
                          "Nobody said where "
                              + host
                              + " finds the broker: --broker HOST:PORT, or broker=HOST:PORT in"
                              + " the hosts file"));
      brokers.put(host, place);
    }
    return brokers;
  }

  private Key key() throws IOException {
    Path file = key.given() ? Path.of(key.text()) : Home.keys().resolve("worker.key");
    Key read;
    try {
      read = KeyFile.read(file);
    } catch (BadKey e) {
      throw DeployFailure.of(e);
    }
    if (read.peer().role() != Role.WORKER) {
      throw new DeployFailure(
          DeployFailure.BAD_DATA,
          file + " is the key of a " + read.peer() + "; workers are brought with one of theirs.",
          "Make one:  key add NAME --role worker");
    }
    return read;
  }

  /** What is done on a host. */
  private interface Task {
    Report of(Errand errand) throws InterruptedException;
  }

  /** What people see of a command: each step, and in the end how workers stand. */
  private enum View {
    UP(true, true),
    STATUS(false, true),
    DOWN(true, false);

    private final boolean steps;
    private final boolean workers;

    View(boolean steps, boolean workers) {
      this.steps = steps;
      this.workers = workers;
    }
  }

  private int run(List<Host> hosts, DeployOptions options, View view, Task task)
      throws IOException {
    Ssh ssh = options.ssh();
    ssh.check();
    var screen = new Screen(err, terminal && !options.json(), view.steps, hosts.size());
    var deployment = new Deployment(Math.min(options.parallel(), hosts.size()), screen);
    var terms =
        new Errand.Terms(scripts(), options.patience(), options.retries(), deployment::pause);
    Signals.on(deployment::stop, "INT", "TERM", "HUP");
    List<Report> reports;
    try {
      reports = deployment.run(hosts, host -> task.of(new Errand(host, terms, ssh, screen)));
    } catch (InterruptedException e) {
      screen.close();
      throw new DeployFailure(
          DeployFailure.INTERRUPTED,
          "interrupted; the hosts stay as they are now.",
          "See how that is, or go on:  deploy status, deploy up, deploy down");
    }
    screen.close();
    print(reports, options.json(), view.workers);
    return reports.stream().allMatch(Report::well) ? 0 : DeployFailure.FAILED;
  }

  /** What hosts evaluate. */
  private String scripts() throws IOException {
    try (InputStream own = DeployCommand.class.getResourceAsStream("host.sh")) {
      return Files.readString(home.resolve("bin/launch.sh"))
          + new String(Objects.requireNonNull(own, "host.sh").readAllBytes(), UTF_8);
    }
  }

  private void print(List<Report> reports, boolean json, boolean workers) {
    if (json) {
      reports.forEach(report -> out.println(object(report)));
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        workers
            ? List.of("HOST", "STATE", "WORKERS", "FOR", "BROKER", "BUILD", "WHAT")
            : List.of("HOST", "STATE", "WHAT"));
    for (Report report : reports) {
      rows.add(workers ? row(report) : List.of(name(report), word(report), report.words()));
    }
    Table.lines(rows).forEach(out::println);
    out.flush();
    Map<String, List<String>> advice = new LinkedHashMap<>();
    for (Report report : reports) {
      if (!report.advice().isEmpty()) {
        advice.computeIfAbsent(report.advice(), all -> new ArrayList<>()).add(name(report));
      }
    }
    advice.forEach((what, whom) -> err.println("  " + some(whom) + ": " + what));
  }

  private static String some(List<String> names) {
    int more = names.size() - MOST_NAMES;
    return more <= 0
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, MOST_NAMES)) + " and " + more + " more";
  }

  private static List<String> row(Report report) {
    Sighting seen = report.seen();
    Optional<Spec> spec = seen.spec();
    return List.of(
        name(report),
        word(report),
        spec.isPresent() ? seen.workers() + "/" + seen.wanted() : "-",
        seen.running() ? Span.of(seen.seconds()) : "-",
        spec.map(Spec::broker).orElse("-"),
        spec.map(Spec::checksum)
            .map(sum -> sum.substring(0, Math.min(8, sum.length())))
            .orElse("-"),
        report.words());
  }

  private static String name(Report report) {
    return report.host().name();
  }

  private static String word(Report report) {
    return report.state().word();
  }

  private static Json object(Report report) {
    Sighting seen = report.seen();
    var object = new Json().put("host", name(report)).put("state", word(report));
    seen.spec()
        .ifPresent(
            spec ->
                object
                    .put("workers", seen.workers())
                    .put("wanted", seen.wanted())
                    .put("broker", spec.broker())
                    .put("build", spec.checksum()));
    if (seen.running()) {
      object.put("seconds", seen.seconds());
    }
    return object.put("what", report.words()).put("advice", report.advice());
  }
}
