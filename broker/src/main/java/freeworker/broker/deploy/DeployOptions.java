package freeworker.broker.deploy;

import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What can be said to each of the commands of deploy. */
final class DeployOptions {
  private static final int MOST_PARALLEL = 256;
  private static final int MOST_RETRIES = 20;
  private static final int LONGEST = 3600;
  private static final Duration LONGEST_CONNECTING = Duration.ofSeconds(10);

  private final Command command;
  private final Value hosts;
  private final Value config;
  private final Value parallel;
  private final Value retries;
  private final Value patience;
  private final Value json;

  /** Adds them to a command. */
  DeployOptions(Command command) {
    this.command = command;
    hosts =
        command
            .parameter("HOSTS-FILE", "a line for each host: [user@]host[:port] [OPTION]...")
            .required();
    config =
        command.option(
            "-F, --ssh-config", "FILE", "a configuration of ssh to use in place of your own");
    parallel =
        command.option("--parallel", "N", "on how many hosts at a time (default: {})").usually("8");
    retries =
        command
            .option("--retries", "N", "how often a host that failed is tried again (default: {})")
            .usually("2");
    patience =
        command
            .option("--patience", "SECONDS", "how long each step may take on a host (default: {})")
            .usually("30");
    json = command.flag("--json", "one JSON object a host");
  }

  /** The hosts of the file that was named. */
  List<Host> hosts() throws IOException {
    Path file = Path.of(hosts.text());
    try {
      return HostsFile.read(hosts.text(), Files.readAllLines(file));
    } catch (NoSuchFileException e) {
      throw new DeployFailure(
          DeployFailure.NO_INPUT,
          "there is no hosts file " + file + ".",
          "It has a line for each host:  lab1 workers=4");
    } catch (MalformedInputException e) {
      throw unreadable(file, "it is no text");
    } catch (IOException e) {
      throw unreadable(file, Files.isDirectory(file) ? "it is a folder" : e.toString());
    }
  }

  private static DeployFailure unreadable(Path file, String why) {
    return new DeployFailure(
        DeployFailure.BAD_DATA,
        "the hosts file " + file + " cannot be read: " + why + ".",
        "It has a line for each host:  lab1 workers=4");
  }

  Ssh ssh() {
    if (config.given() && !Files.isReadable(Path.of(config.text()))) {
      throw new DeployFailure(
          DeployFailure.NO_INPUT, "there is no file " + config.text() + " to read.", "");
    }
    Duration limit = patience();
    return new Ssh(
        config.text(), limit.compareTo(LONGEST_CONNECTING) < 0 ? limit : LONGEST_CONNECTING);
  }

  int parallel() {
    return number(parallel, "--parallel", 1, MOST_PARALLEL);
  }

  int retries() {
    return number(retries, "--retries", 0, MOST_RETRIES);
  }

  Duration patience() {
    return Duration.ofSeconds(number(patience, "--patience", 1, LONGEST));
  }

  boolean json() {
    return json.given();
  }

  private int number(Value value, String name, int least, int most) {
    int number = value.whole();
    if (number < least || number > most) {
      throw command.wrong(
          name + " must be from " + least + " to " + most + ", not '" + value.text() + "'");
    }
    return number;
  }
}
