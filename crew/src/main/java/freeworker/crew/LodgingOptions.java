package freeworker.crew;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options by which a person says how worker processes are kept. */
public final class LodgingOptions {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})([kmg]?)");

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Option(
      names = "--worker-memory",
      paramLabel = "SIZE",
      description = {
        "the heap that each worker may have, such as 512m or 2g (default: together",
        "half of this machine's memory, each 64m at least and a quarter at most)"
      })
  private @Nullable String memory;

  @Option(
      names = "--run-as",
      paramLabel = "USER",
      split = ",",
      description = {
        "run tasks as this user of this machine, who can read none of your files;",
        "with several (u1,u2,...) no two workers share one; for root alone"
      })
  private List<String> users = List.of();

  /**
   * What was said, for so many workers.
   *
   * @param lib the folder of the jars that a worker needs
   * @throws ParameterException when it cannot be
   */
  public Lodging chosen(int workers, Path lib) {
    long machine = Lodging.machine();
    long bytes = memory == null ? Lodging.usual(machine, workers) : bytes(memory, machine);
    return new Lodging(bytes, accounts(lib));
  }

  private long bytes(String said, long machine) {
    Matcher size = SIZE.matcher(said.toLowerCase(Locale.ROOT));
    if (size.matches()) {
      int shift = "kmg".indexOf(size.group(2).isEmpty() ? "?" : size.group(2)) * 10 + 10;
      long number = Long.parseLong(size.group(1));
      if (number <= machine >> shift && number << shift >= Lodging.LEAST) {
        return number << shift;
      }
    }
    throw wrong(
        "--worker-memory must be from "
            + (Lodging.LEAST >> 20)
            + "m to the "
            + (machine >> 20)
            + "m that this machine has, not '"
            + said
            + "'.");
  }

  private List<Account> accounts(Path lib) {
    if (users.isEmpty()) {
      return List.of();
    }
    List<Account> accounts = new ArrayList<>();
    try {
      if (!Account.amRoot()) {
        throw wrong("--run-as is for root alone; without it tasks run as you.");
      }
      for (String user : users) {
        accounts.add(account(user));
      }
    } catch (IOException e) {
      throw wrong("--run-as needs a system with users: " + e.getMessage() + ".");
    }
    for (Account account : accounts) {
      checkReadable(account, lib);
    }
    return accounts;
  }

  private Account account(String user) {
    Account account;
    try {
      account = Account.of(user);
    } catch (IOException e) {
      throw wrong("--run-as: this machine has no user '" + user + "'.");
    }
    if (account.uid() == 0) {
      throw wrong("--run-as: " + user + " is root, from whom nothing can be kept.");
    }
    return account;
  }

  private void checkReadable(Account account, Path lib) {
    List<Path> needed = new ArrayList<>(WorkerProcess.jars(lib));
    needed.add(WorkerProcess.java());
    needed.add(Scratch.parent());
    String unreadable;
    try {
      unreadable = account.unreadable(needed);
    } catch (IOException e) {
      throw wrong("--run-as needs setpriv, which is in the package util-linux.");
    }
    if (!unreadable.isEmpty()) {
      throw wrong(
          "--run-as: "
              + account.name()
              + " cannot read "
              + unreadable
              + ", which workers need. Put it where every user can read it, such as below /opt.");
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(
        Objects.requireNonNull(command, "the command that has these options").commandLine(), what);
  }
}
