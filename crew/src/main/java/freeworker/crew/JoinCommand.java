package freeworker.crew;

import freeworker.wire.Broker;
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
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The {@code worker} command: brings workers of this machine to a broker elsewhere. */
@Command(
    name = "worker",
    description = "Brings workers of this machine to a broker on another one, until it is stopped.",
    mixinStandardHelpOptions = true,
    versionProvider = JoinVersion.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Where the broker is:  broker 2 --listen 0.0.0.0   and   key add lab-7 --role worker",
      "Here:                 worker 4 --join HOST:18811 --key lab-7.key",
      "Exit codes: 0 stopped on request, 1 failed, 2 wrong usage, 65 the key cannot be used,",
      "            66 there is no such key, 69 the broker is not there or does not open,",
      "            130 interrupted a second time"
    })
final class JoinCommand implements Callable<Integer> {
  private static final int DIAL_LIMIT = 5_000;
  private static final int MOST = 1024;
  private static final Pattern PLACE =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");

  @Parameters(
      paramLabel = "WORKERS",
      arity = "0..1",
      description = "how many to bring (default: as many as this machine has cores)")
  private @Nullable Integer workers;

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT",
      required = true,
      description = "the broker to bring them to")
  private String join = "";

  @Option(
      names = {"-k", "--key"},
      paramLabel = "FILE",
      required = true,
      description =
          "a key of the role worker, made where the broker is:  key add NAME --role worker")
  private Path file = Path.of("");

  @Option(
      names = "--listen",
      paramLabel = "ADDRESS",
      description = "where the workers' doors are (default: the address that reaches the broker)")
  private @Nullable String listen;

  @Option(
      names = "--advertise",
      paramLabel = "HOST",
      description = "where clients dial them (default: the address that the broker sees)")
  private String advertise = "";

  @Option(
      names = "--relay",
      description = "let clients reach them through the broker, where nobody can dial this machine")
  private boolean relay;

  @Option(names = "--tls", description = "speak TLS on this machine too, as through a tunnel")
  private boolean tls;

  @Mixin private LodgingOptions lodging = new LodgingOptions();

  @Option(names = "--verbose", description = "show the stack trace of a failure")
  private boolean verbose;

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

  boolean verbose() {
    return verbose;
  }

  @Override
  public Integer call() throws Exception {
    Matcher place = PLACE.matcher(join);
    if (!place.matches()) {
      throw usage("--join must be HOST:PORT, not '" + join + "'.");
    }
    String host = place.group(1).replaceAll("[\\[\\]]", "");
    int port = place.group(2) == null ? Broker.PORT : Integer.parseInt(place.group(2));
    if (relay && (listen != null || !advertise.isEmpty())) {
      throw usage("--relay needs no --listen and no --advertise: nobody dials the workers.");
    }
    int count = workers == null ? Runtime.getRuntime().availableProcessors() : workers;
    if (count < 1 || count > MOST || port < 1 || port > 65_535) {
      throw usage("WORKERS must be from 1 to " + MOST + ", and a port from 1 to 65535.");
    }
    Lodging chosen = lodging.chosen(count, lib);
    Key key = key();
    var endpoint = new Endpoint(host, port, key.certificate(), tls, door(host, port));
    var joining =
        new Joining(
            new Joining.Errand(key, endpoint, count, advertise, relay, chosen), lib, this::notice);
    Signals.on(() -> stop(joining), "INT", "TERM", "HUP");
    notice("tasks run here as " + chosen.users() + whatTheyCan(chosen) + "; stop with Ctrl+C");
    try {
      joining.run();
    } catch (Refused e) {
      throw unavailable("the broker at " + join + " does not open: " + e.getMessage() + ".");
    } catch (IOException e) {
      throw unavailable("no broker at " + join + " (" + e.getMessage() + ").");
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
      notice("stopping: its workers end, and what they run; a second signal does not wait");
    } else {
      halt.run();
    }
  }

  private Key key() throws JoinFailure, IOException {
    Key key;
    try {
      key = KeyFile.read(file);
    } catch (BadKey e) {
      int code = e.missing() ? JoinFailure.NO_INPUT : JoinFailure.BAD_DATA;
      throw new JoinFailure(code, String.valueOf(e.getMessage()), e.cure());
    }
    if (key.peer().role() != Role.WORKER) {
      throw new JoinFailure(
          JoinFailure.BAD_DATA,
          file + " is the key of a " + key.peer() + "; workers are brought with one of theirs.",
          "Where the broker is:  key add NAME --role worker");
    }
    return key;
  }

  /** Where the doors are: at the address that reaches the broker, unless somebody said another. */
  private String door(String host, int port) throws JoinFailure {
    if (relay) {
      return "";
    }
    if (listen != null) {
      return listen;
    }
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), DIAL_LIMIT);
      InetAddress here = socket.getLocalAddress();
      return here.isLoopbackAddress() ? "" : here.getHostAddress();
    } catch (IOException e) {
      throw unavailable("no broker at " + join + " (" + e.getMessage() + ").");
    }
  }

  private void notice(String line) {
    err.println("worker  " + line);
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
