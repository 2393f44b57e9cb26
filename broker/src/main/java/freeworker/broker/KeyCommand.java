package freeworker.broker;

import freeworker.cli.Command;
import freeworker.cli.Value;
import freeworker.profiling.Visible;
import freeworker.wire.door.Key;
import freeworker.wire.door.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/** The {@code key} command: who is let in by this user's brokers. */
final class KeyCommand {
  private final Command line =
      new Command(
              "key",
              "Makes, lists and revokes the keys of your brokers on this machine.",
              this::nothing)
          .footer(
              """
              Examples:
                key add ana                   a key with which Ana can borrow your workers
                key add lab-7 --role worker   a key with which another machine can bring some
                key add desk --role broker    a key that sees and cancels everybody's jobs
                key revoke ana                lets her in no more, and ends what she runs
              Exit codes: 0 done, 1 keys cannot be read or made, 2 wrong usage,
                          65 a key file is damaged or not yours alone, 66 no such key,
                          69 the name is taken
              """);

  private final Command add =
      new Command("add", "Makes a key and prints where its file is.", this::add);
  private final Value added = add.parameter("NAME", "whose key it is").required();
  private final Value role =
      add.option(
              "--role",
              "ROLE",
              "client borrows workers, worker brings them, broker sees and cancels everybody's"
                  + " jobs (default: {})")
          .usually("client");

  private final Command list = new Command("list", "Prints the keys that are let in.", this::list);
  private final Value json = list.flag("--json", "one JSON object a key");

  private final Command revoke =
      new Command(
          "revoke", "Takes a key away; its open connections end within two seconds.", this::revoke);
  private final Value revoked = revoke.parameter("NAME", "whose key").required();

  private final PrintWriter out;
  private final PrintWriter err;
  private final Path folder;

  KeyCommand(PrintWriter out, PrintWriter err, Path folder) {
    this.out = out;
    this.err = err;
    this.folder = folder;
    line.command(add);
    line.command(list);
    line.command(revoke);
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  private int nothing() {
    throw line.wrong("Say what to do: add, list or revoke.");
  }

  private int add() throws IOException {
    String name = checked(added);
    Role may =
        Role.of(role.text())
            .filter(known -> known != Role.PROCESS)
            .orElseThrow(
                () ->
                    wrong(
                        "--role must be client, worker or broker, not '" + role.text() + "'.",
                        "key add " + name));
    Keyring ring = Keyring.open(folder);
    Path file;
    try {
      file = ring.add(name, may);
    } catch (FileAlreadyExistsException e) {
      throw new BrokerFailure(
          BrokerFailure.UNAVAILABLE,
          "there is a key of the name " + name + " already.",
          "Revoke it first, or choose another name:  key revoke " + name,
          e);
    }
    out.println(file);
    err.println("  Whoever has this file can " + use(may) + " --key " + file.getFileName());
    return 0;
  }

  private static String use(Role may) {
    return switch (may) {
      case CLIENT -> "run code on your workers. There:  challenge --broker HOST:PORT";
      case WORKER -> "bring workers and see what they run. There:  worker --join HOST:PORT";
      case BROKER -> "see and cancel everybody's jobs. There:  job list --broker HOST:PORT";
      case PROCESS -> throw new IllegalArgumentException("no key is for a process");
    };
  }

  private int list() {
    for (Key key : Keyring.open(folder).keys()) {
      String name = key.peer().id();
      String kind = key.peer().role().word();
      out.println(
          json.given()
              ? new Json().put("name", name).put("role", kind).toString()
              : String.format("%-6s  %s", kind, name));
    }
    return 0;
  }

  private int revoke() throws IOException {
    String name = checked(revoked);
    if (!Keyring.revoke(folder, name)) {
      throw new BrokerFailure(
          BrokerFailure.NO_INPUT, "there is no key of the name " + name + ".", "Try: key list");
    }
    out.println(name + " is revoked.");
    return 0;
  }

  private static String checked(Value named) {
    String name = named.text();
    if (!Key.goodName(name)) {
      throw wrong(
          "NAME must be of letters, digits, dots, hyphens and underscores, not '"
              + Visible.of(name, 60)
              + "'.",
          "key add ana");
    }
    return name;
  }

  private static BrokerFailure wrong(String what, String attempt) {
    return new BrokerFailure(BrokerFailure.USAGE, what, "Try: " + attempt);
  }
}
