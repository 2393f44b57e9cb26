package freeworker.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words after a program's name, read from left to right into the values of its commands. */
final class Words {
  private final List<String> words;
  private Command command;
  private int next;
  private boolean options = true;

  Words(Command program, String... words) {
    this.command = program;
    this.words = List.of(words);
  }

  /**
   * The command that is meant, with all that is said to it; after a call for help nothing is read.
   *
   * @throws WrongUsage when none can be meant
   */
  Command read() {
    while (next < words.size()) {
      String word = words.get(next++);
      Command below = options ? command.command(word) : null;
      if (options && word.equals("--")) {
        options = false;
      } else if (options && isOption(word)) {
        option(word);
      } else if (below != null) {
        descend(below);
      } else {
        parameter(word);
      }
      if (command.help.given() || command.version.given()) {
        return command;
      }
    }
    checkRequired();
    return command;
  }

  /** A negative number is none, and no hyphen alone. */
  private static boolean isOption(String word) {
    return word.length() > 1 && word.charAt(0) == '-' && ".0123456789".indexOf(word.charAt(1)) < 0;
  }

  private void option(String word) {
    Value option = named(word);
    if (option == null) {
      throw command.wrong("Unknown option: '" + word + "'");
    }
    if (option.given() && !option.isRepeated()) {
      throw command.wrong(option.fullTitle() + " should be specified only once");
    }
    String attached = attached(option, word);
    if (!option.isFlag()) {
      option.say(attached == null ? following(option) : attached);
    } else if (attached == null) {
      option.say("");
    } else {
      throw command.wrong(option.title() + " takes no value, not '" + attached + "'");
    }
  }

  /** The option with which {@code --port}, {@code --port=1}, {@code -p=1} or {@code -p1} begins. */
  private @Nullable Value named(String word) {
    Value option = command.option(word);
    int equals = word.indexOf('=');
    if (option == null && equals > 0) {
      option = command.option(word.substring(0, equals));
    }
    return option != null || word.charAt(1) == '-' ? option : command.option(word.substring(0, 2));
  }

  private static @Nullable String attached(Value option, String word) {
    if (option.isCalled(word)) {
      return null;
    }
    int equals = word.indexOf('=');
    boolean named = equals > 0 && option.isCalled(word.substring(0, equals));
    return word.substring(named ? equals + 1 : 2);
  }

  private String following(Value option) {
    if (next == words.size()) {
      throw command.wrong("Missing required parameter for " + option.fullTitle());
    }
    String word = words.get(next++);
    if (word.equals("--") || (isOption(word) && named(word) != null)) {
      throw command.wrong("Expected parameter for " + option.title() + " but found '" + word + "'");
    }
    return word;
  }

  /** What was said to the command above and means nothing to this one would be lost in silence. */
  private void descend(Command below) {
    for (Value value : command.values()) {
      if (value.given() && !below.values().contains(value)) {
        throw below.wrong(value.name() + " has no meaning with " + below.name);
      }
    }
    command = below;
  }

  private void parameter(String word) {
    for (Value parameter : command.parameters) {
      if (parameter.isRepeated() || !parameter.given()) {
        parameter.say(word);
        List<Value> all = command.parameters;
        options &= !all.get(all.size() - 1).takesTheRest();
        return;
      }
    }
    throw command.wrong("Unmatched argument at index " + (next - 1) + ": '" + word + "'");
  }

  private void checkRequired() {
    List<String> missing = new ArrayList<>();
    for (Value value : command.values()) {
      if (value.isMissing()) {
        missing.add("'" + value.form() + "'");
      }
    }
    if (!missing.isEmpty()) {
      String kind = missing.get(0).startsWith("'-") ? "option" : "parameter";
      throw command.wrong(
          "Missing required "
              + (missing.size() == 1 ? kind : kind + "s")
              + ": "
              + String.join(", ", missing));
    }
  }
}
