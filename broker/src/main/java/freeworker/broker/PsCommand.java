package freeworker.broker;

import freeworker.cli.Command;
import freeworker.cli.Table;
import freeworker.cli.Value;
import freeworker.crew.Crew;
import freeworker.profiling.Visible;
import freeworker.wire.Broker;
import freeworker.wire.LimitsStanding;
import freeworker.wire.Standing;
import freeworker.wire.door.Answers;
import freeworker.wire.door.BadKey;
import freeworker.wire.door.Home;
import freeworker.wire.door.Visit;
import freeworker.wire.limit.Unit;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The {@code broker ps} command: who is doing what. */
final class PsCommand implements Command.Action {
  private static final List<String> HEAD =
      List.of(
          "WORKER", "STATE", "TASK", "CLIENT", "FOR", "LENT", "DONE", "FAILED", "PID", "MACHINE");

  private static final int LONGEST_NAME = 100;

  private final Command line =
      new Command("ps", "Prints the workers of a running broker and what they are doing.", this)
          .footer(
              """
              Exit codes: 0 shown, 1 failed, 2 wrong usage, 65 the key cannot be used,
                          66 there is none, 69 no broker there
              """);

  private final Value port =
      line.option("-p, --port", "PORT", "port of the broker on this machine (default: {})")
          .usually("" + Broker.PORT);
  private final Value limits =
      line.flag("--limits", "what the broker bears, and how much is in use");
  private final Value json = line.flag("--json", "one JSON object a line of the table");

  private final PrintWriter out;

  PsCommand(PrintWriter out) {
    this.out = out;
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() {
    int at = BrokerCommand.port(port);
    try {
      Broker broker = Visit.by(Home.clientKey(), "localhost", at, false).ask('B', Broker.class);
      if (limits.given()) {
        say(Answers.to(broker::limits));
      } else {
        say(Answers.to(broker::standing));
      }
    } catch (BadKey e) {
      throw BrokerFailure.of(e);
    } catch (IOException e) {
      throw new BrokerFailure(
          BrokerFailure.UNAVAILABLE,
          "no broker at localhost:" + at + " (" + reason(e) + ").",
          "Start one with:  broker 2        or name another with:  broker ps --port PORT",
          e);
    }
    return 0;
  }

  private void say(Standing standing) {
    if (json.given()) {
      for (Standing.WorkerStanding worker : standing.workers()) {
        out.println(object(worker).put("strategy", standing.strategy()));
      }
    } else {
      print(standing);
    }
  }

  private void say(LimitsStanding standing) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("LIMIT", "VALUE", "NOW", "WHAT"));
    for (LimitsStanding.Line line : standing.lines()) {
      String now = line.now() < 0 ? "-" : line.unit().text(line.now());
      rows.add(List.of(line.name(), line.unit().text(line.value()), now, line.what()));
      if (json.given()) {
        out.println(object(line));
      }
    }
    if (!json.given()) {
      Table.lines(rows).forEach(out::println);
    }
  }

  private static Json object(LimitsStanding.Line line) {
    var object = new Json().put("limit", line.name()).put("unit", line.unit().word());
    if (line.unit() == Unit.TIME) {
      object.put("value", line.value() / 1e9);
    } else {
      object.put("value", line.value());
    }
    return (line.now() < 0 ? object : object.put("now", line.now())).put("what", line.what());
  }

  static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    return message.toLowerCase(Locale.ROOT).contains("refused") ? "connection refused" : message;
  }

  private static Json object(Standing.WorkerStanding worker) {
    return new Json()
        .put("worker", worker.number())
        .put("state", worker.state())
        .put("task", worker.task())
        .put("client", worker.client())
        .put("seconds", worker.since() / 1e9)
        .put("lent", worker.lent())
        .put("done", worker.done())
        .put("failed", worker.failed())
        .put("pid", worker.pid())
        .put("port", worker.port())
        .put("machine", worker.machine())
        .put("why", worker.why());
  }

  private void print(Standing standing) {
    List<List<String>> rows = new ArrayList<>();
    boolean alone = Arrays.stream(standing.workers()).allMatch(its -> its.machine().isEmpty());
    rows.add(alone ? HEAD.subList(0, HEAD.size() - 1) : HEAD);
    for (Standing.WorkerStanding worker : standing.workers()) {
      rows.add(
          List.of(
              String.valueOf(worker.number()),
              worker.state(),
              orDash(worker.task()),
              orDash(worker.client()),
              String.format(Locale.ROOT, "%.1fs", worker.since() / 1e9),
              String.valueOf(worker.lent()),
              String.valueOf(worker.done()),
              String.valueOf(worker.failed()),
              String.valueOf(worker.pid()),
              orDash(worker.machine())));
    }
    Table.lines(rows).forEach(out::println);
    for (Standing.WorkerStanding worker : standing.workers()) {
      if (!worker.why().isEmpty()) {
        out.println(Crew.downWords(worker.number(), worker.why()));
      }
    }
    out.println(
        standing.waiting()
            + " waiting, "
            + standing.finished()
            + " tasks finished, strategy "
            + standing.strategy());
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : Visible.of(text, LONGEST_NAME);
  }
}
