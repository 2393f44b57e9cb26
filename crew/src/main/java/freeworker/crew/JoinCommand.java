package freeworker.crew;

import freeworker.cli.Command;
import freeworker.cli.Value;
import freeworker.wire.Broker;
import freeworker.wire.Muster;
import freeworker.wire.Signals;
import freeworker.wire.door.BadKey;
import freeworker.wire.door.Key;
import freeworker.wire.door.KeyFile;
import freeworker.wire.door.Refused;
import freeworker.wire.door.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The {@code worker} command: brings workers of this machine to a broker elsewhere. */
final class JoinCommand implements Command.Action {
  private static final int DIAL_LIMIT = 5_000;
  private static final int MOST = 1024;
  private static final int LONGEST_GRACE = 86_400;
  private static final Pattern PLACE =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");

  private final Command line =
      new Command(
              "worker",
              "Brings workers of this machine to a broker on another one, until it is stopped.",
              this)
          .footer(
              """
              Where the broker is:  broker 2 --listen 0.0.0.0
                                    key add lab-7 --role worker
              Here:                 worker 4 --join HOST:18811 --key lab-7.key
              Exit codes: 0 stopped on request, 1 failed, 2 wrong usage,
                          65 the key cannot be used, 66 there is no such key,
                          69 the broker is not there or does not open,
                          130 interrupted a second time
              """);

  private final Value workers =
      line.parameter("WORKERS", "how many to bring (default: as many as this machine has cores)");
  private final Value join =
      line.option("--join", "HOST:PORT", "the broker to bring them to").required();
  private final Value key =
      line.option(
              "-k, --key",
              "FILE",
              "a key of the role worker, made where the broker is:  key add NAME --role worker")
          .required();
  private final Value label =
      line.option(
          "--label", "NAME", "what this machine is called there (default: the name of the key)");
  private final Value grace =
      line.option(
              "--grace",
              "SECONDS",
              "how long what is lent may go on when this is told to stop (default: {})")
          .usually("10");
  private final Value listen =
      line.option(
          "--listen",
          "ADDRESS",
          "where the workers' doors are (default: the address that reaches the broker)");
  private final Value advertise =
      line.option(
          "--advertise",
          "HOST",
          "where clients dial them (default: the address that the broker sees)");
  private final Value relay =
      line.flag(
          "--relay",
          "let clients reach them through the broker, where nobody can dial this machine");
  private final Value tls =
      line.flag("--tls", "speak TLS on this machine too, as through a tunnel");
  private final LodgingOptions lodging = new LodgingOptions(line);

  private final PrintWriter err;
  private final Path lib;
  private final Runnable halt;

  /**
   * @param halt ends this program at once
   */
  JoinCommand(PrintWriter err, Path lib, Runnable halt) {
    this.err = err;
    this.lib = lib;
    this.halt = halt;
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws Exception {
    Matcher place = PLACE.matcher(join.text());
    if (!place.matches()) {
      throw usage("--join must be HOST:PORT, not '" + join.text() + "'.");
    }
    String host = place.group(1).replaceAll("[\\[\\]]", "");
    int port = place.group(2) == null ? Broker.PORT : Integer.parseInt(place.group(2));
    if (relay.given() && (listen.given() || advertise.given())) {
      throw usage("--relay needs no --listen and no --advertise: nobody dials the workers.");
    }
    int count = workers.given() ? workers.whole() : Runtime.getRuntime().availableProcessors();
    if (count < 1 || count > MOST || port < 1 || port > 65_535) {
      throw usage("WORKERS must be from 1 to " + MOST + ", and a port from 1 to 65535.");
    }
    String name = label();
    Duration patience = grace();
    Lodging chosen = lodging.chosen(count, lib);
    Key proof = key();
    var endpoint = new Endpoint(host, port, proof.certificate(), tls.given(), door(host, port));
    var joining =
        new Joining(
            new Joining.Errand(
                proof, endpoint, count, name, advertise.text(), relay.given(), chosen),
            lib,
            patience,
            this::notice);
    Signals.on(() -> stop(joining), "INT", "TERM", "HUP");
    notice("tasks run here as " + chosen.users() + whatTheyCan(chosen) + "; stop with Ctrl+C");
    try {
      joining.run();
    } catch (Refused e) {
      throw unavailable("the broker at " + join.text() + " does not open: " + e.getMessage() + ".");
    } catch (IOException e) {
      throw unavailable("no broker at " + join.text() + " (" + e.getMessage() + ").");
    }
    return 0;
  }

  private static String whatTheyCan(Lodging chosen) {
    return chosen.accounts().isEmpty()
        ? " and can read this user's files, key files among them; only --run-as USER prevents that"
        : " and can do what that user can";
  }

  private void stop(Joining joining) {
    if (joining.stop()) {
      notice("stopping: nothing more is lent from here; a second signal does not wait");
    } else {
      halt.run();
    }
  }

  private String label() {
    if (!Muster.isLabel(label.text())) {
      throw usage(
          "--label takes up to 40 letters, digits, dots and dashes, not '" + label.text() + "'.");
    }
    return label.text();
  }

  private Duration grace() {
    double seconds = grace.decimal();
    if (!(seconds >= 0 && seconds <= LONGEST_GRACE)) {
      throw usage("--grace must be from 0 to " + LONGEST_GRACE + " seconds.");
    }
    return Duration.ofMillis((long) (seconds * 1000));
  }

  private Key key() throws IOException {
    Key proof;
    try {
      proof = KeyFile.read(Path.of(key.text()));
    } catch (BadKey e) {
      int code = e.missing() ? JoinFailure.NO_INPUT : JoinFailure.BAD_DATA;
      throw new JoinFailure(code, String.valueOf(e.getMessage()), e.cure());
    }
    if (proof.peer().role() != Role.WORKER) {
      throw new JoinFailure(
          JoinFailure.BAD_DATA,
          key.text()
              + " is the key of a "
              + proof.peer()
              + "; workers are brought with one of theirs.",
          "Where the broker is:  key add NAME --role worker");
    }
    return proof;
  }

  /** Where the doors are: at the address that reaches the broker, unless somebody said another. */
  private String door(String host, int port) {
    if (relay.given()) {
      return "";
    }
    if (listen.given()) {
      return listen.text();
    }
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), DIAL_LIMIT);
      InetAddress here = socket.getLocalAddress();
      return here.isLoopbackAddress() ? "" : here.getHostAddress();
    } catch (IOException e) {
      throw unavailable("no broker at " + join.text() + " (" + e.getMessage() + ").");
    }
  }

  static String spoken(String notice) {
    return "worker  " + notice;
  }

  private void notice(String line) {
    err.println(spoken(line));
    err.flush();
  }

  private static JoinFailure usage(String what) {
    return new JoinFailure(
        JoinFailure.USAGE, what, "Try: worker 2 --join HOST:18811 --key lab-7.key");
  }

  private static JoinFailure unavailable(String what) {
    return new JoinFailure(
        JoinFailure.UNAVAILABLE, what, "There it is started with:  broker 2 --listen 0.0.0.0");
  }
}
