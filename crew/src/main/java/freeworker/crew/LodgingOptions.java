package freeworker.crew;

import freeworker.cli.Command;
import freeworker.cli.Value;
import freeworker.cli.WrongUsage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options by which a person says how worker processes are kept. */
public final class LodgingOptions {
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})([kmg]?)");

  private final Command command;
  private final Value memory;
  private final Value users;

  /** Adds them to a command. */
  public LodgingOptions(Command command) {
    this.command = command;
    memory =
        command.option(
            "--worker-memory",
            "SIZE",
            "the heap that each worker may have, such as 512m or 2g (default: together half of this"
                + " machine's memory, each 64m at least and a quarter at most)");
    users =
        command
            .option(
                "--run-as",
                "USER,...",
                "run tasks as this user of this machine, who can read none of your files; with"
                    + " several no two workers share one; for root alone")
            .listed();
  }

  /**
   * What was said, for so many workers.
   *
   * @param lib the folder of the jars that a worker needs
   * @throws WrongUsage when it cannot be
   */
  public Lodging chosen(int workers, Path lib) {
    long machine = Lodging.machine();
    long bytes = memory.given() ? bytes(memory.text(), machine) : Lodging.usual(machine, workers);
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
    throw command.wrong(
        "--worker-memory must be from "
            + (Lodging.LEAST >> 20)
            + "m to the "
            + (machine >> 20)
            + "m that this machine has, not '"
            + said
            + "'.");
  }

  private List<Account> accounts(Path lib) {
    if (!users.given()) {
      return List.of();
    }
    List<Account> accounts = new ArrayList<>();
    try {
      if (!Account.amRoot()) {
        throw command.wrong("--run-as is for root alone; without it tasks run as you.");
      }
      for (String user : users.texts()) {
        accounts.add(account(user));
      }
    } catch (IOException e) {
      throw command.wrong("--run-as needs a system with users: " + e.getMessage() + ".");
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
      throw command.wrong("--run-as: this machine has no user '" + user + "'.");
    }
    if (account.uid() == 0) {
      throw command.wrong("--run-as: " + user + " is root, from whom nothing can be kept.");
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
      throw command.wrong("--run-as needs setpriv, which is in the package util-linux.");
    }
    if (!unreadable.isEmpty()) {
      throw command.wrong(
          "--run-as: "
              + account.name()
              + " cannot read "
              + unreadable
              + ", which workers need. Put it where every user can read it, such as below /opt.");
    }
  }
}
