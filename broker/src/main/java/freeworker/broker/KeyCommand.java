package freeworker.broker;

import freeworker.profiling.Visible;
import freeworker.wire.door.Key;
import freeworker.wire.door.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The {@code key} command: who is let in by this user's brokers. */
@Command(
    name = "key",
    description = "Makes, lists and revokes the keys of your brokers on this machine.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    footer = {
      "",
      "Examples:",
      "  key add ana                    a key with which Ana can borrow your workers",
      "  key add lab-7 --role worker    a key with which another machine can bring workers",
      "  key revoke ana                 lets her in no more, and ends what she runs",
      "Exit codes: 0 done, 1 keys cannot be read or made, 2 wrong usage,",
      "            65 a key file is damaged or not yours alone, 66 no such key, 69 the name is taken"
    })
final class KeyCommand implements BrokerProgram.Command {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "show the stack trace of a failure")
  private boolean verbose;

  private final PrintWriter out;
  private final PrintWriter err;
  private final Path folder;

  KeyCommand(PrintWriter out, PrintWriter err, Path folder) {
    this.out = out;
    this.err = err;
    this.folder = folder;
  }

  @Override
  public boolean verbose() {
    return verbose;
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what to do: add, list or revoke.");
  }

  @Command(description = "Makes a key and prints where its file is.", sortOptions = false)
  int add(
      @Parameters(paramLabel = "NAME", description = "whose key it is") String name,
      @Option(
              names = "--role",
              defaultValue = "client",
              description = "client borrows workers, worker brings them (default: client)")
          String role)
      throws BrokerFailure, IOException {
    Role may =
        Role.of(role)
            .filter(known -> known == Role.CLIENT || known == Role.WORKER)
            .orElseThrow(
                () ->
                    wrong(
                        "--role must be client or worker, not '" + role + "'.", "key add " + name));
    Keyring ring = Keyring.open(folder);
    Path file;
    try {
      file = ring.add(checked(name), may);
    } catch (FileAlreadyExistsException e) {
      throw new BrokerFailure(
          BrokerFailure.UNAVAILABLE,
          "there is a key of the name " + name + " already.",
          "Revoke it first, or choose another name:  key revoke " + name,
          e);
    }
    out.println(file);
    err.println(
        may == Role.CLIENT
            ? "  Whoever has this file can run code on your workers. There:  challenge --broker"
                + " HOST:PORT --key "
                + file.getFileName()
            : "  Whoever has this file can bring workers and see what they run. There:  worker"
                + " --join HOST:PORT --key "
                + file.getFileName());
    return 0;
  }

  @Command(description = "Prints the keys that are let in.")
  int list(@Option(names = "--json", description = "one JSON object a key") boolean json)
      throws BrokerFailure {
    for (Key key : Keyring.open(folder).keys()) {
      String name = key.peer().id();
      String role = key.peer().role().word();
      out.println(
          json
              ? new Json().put("name", name).put("role", role).toString()
              : String.format("%-6s  %s", role, name));
    }
    return 0;
  }

  @Command(description = "Takes a key away; its open connections end within two seconds.")
  int revoke(@Parameters(paramLabel = "NAME", description = "whose key") String name)
      throws BrokerFailure, IOException {
    if (!Keyring.revoke(folder, checked(name))) {
      throw new BrokerFailure(
          BrokerFailure.NO_INPUT, "there is no key of the name " + name + ".", "Try: key list");
    }
    out.println(name + " is revoked.");
    return 0;
  }

  private static String checked(String name) throws BrokerFailure {
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
