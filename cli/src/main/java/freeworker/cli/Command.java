package freeworker.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command: what may be said to it, what its help says, and what it does. */
public final class Command {
  final String name;
  final String does;
  final Action action;
  final List<Value> options = new ArrayList<>();
  final List<Value> parameters = new ArrayList<>();
  final List<Command> commands = new ArrayList<>();
  String footer = "";
  String path;
  Value verbose = new Value(this, "--verbose", "", "show the stack trace of a failure");
  Value help = new Value(this, "-h, --help", "", "show this help");
  Value version = new Value(this, "-V, --version", "", "show the version");

  /** What a command does. */
  public interface Action {
    /** Does it, with what the user said; answers the exit code. */
    int run() throws Exception;
  }

  /**
   * A command that is a program, until it is one of another.
   *
   * @param does what, in a sentence
   */
  public Command(String name, String does, Action action) {
    this.name = name;
    this.path = name;
    this.does = does;
    this.action = action;
  }

  /**
   * An option without a value.
   *
   * @param names one, or a short and a long one: {@code "-q, --quick"}
   */
  public Value flag(String names, String use) {
    return option(names, "", use);
  }

  /**
   * An option with a value.
   *
   * @param label what stands for the value in the help
   */
  public Value option(String names, String label, String use) {
    var option = new Value(this, names, label, use);
    options.add(option);
    return option;
  }

  /** An option of the command above that is one of this command too. */
  public void option(Value shared) {
    options.add(shared);
  }

  /**
   * The next of the words that are no options; a repeated one takes all words from there on, unless
   * it stands among options.
   */
  public Value parameter(String label, String use) {
    var parameter = new Value(this, label, label, use);
    parameters.add(parameter);
    return parameter;
  }

  /** A command of this one, whose name follows. */
  public void command(Command below) {
    commands.add(below);
    below.path = path + " " + below.name;
    below.verbose = verbose;
    below.help = help;
    below.version = version;
  }

  /** Ends its help with these lines, of 80 characters at most. */
  public Command footer(String lines) {
    footer = lines;
    return this;
  }

  /** That it was told what it cannot do. */
  public WrongUsage wrong(String why) {
    return new WrongUsage(why + (why.endsWith(".") ? "" : ".") + " Try: " + path + " --help");
  }

  /** All that may be said to it, in the order of its help. */
  List<Value> values() {
    List<Value> all = new ArrayList<>(parameters);
    all.addAll(options);
    all.addAll(List.of(verbose, help, version));
    return all;
  }

  @Nullable Value option(String called) {
    for (Value value : values()) {
      if (value.isCalled(called)) {
        return value;
      }
    }
    return null;
  }

  @Nullable Command command(String called) {
    for (Command command : commands) {
      if (command.name.equals(called)) {
        return command;
      }
    }
    return null;
  }
}
