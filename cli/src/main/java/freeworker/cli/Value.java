package freeworker.cli;

import java.util.ArrayList;
import java.util.List;

/** An option or a parameter of a command, and what the user said for it. */
public final class Value {
  private final Command command;
  private final String shortName;
  private final String name;
  private final String label;
  private final String use;
  private final List<String> said = new ArrayList<>();
  private String usual = "";
  private boolean required;
  private boolean repeated;
  private boolean listed;
  private boolean amongOptions;

  /**
   * @param names a long one after a short one, or one alone; for a parameter its label
   * @param label what stands for its value in the help, empty for a flag
   */
  Value(Command command, String names, String label, String use) {
    int comma = names.indexOf(", ");
    this.command = command;
    this.shortName = comma < 0 ? "" : names.substring(0, comma);
    this.name = comma < 0 ? names : names.substring(comma + 2);
    this.label = label;
    this.use = use;
  }

  /** What holds when the user says nothing; its help shows it in place of {@code {}}. */
  public Value usually(String text) {
    usual = text;
    return this;
  }

  /** It has to be said. */
  public Value required() {
    required = true;
    return this;
  }

  /** It may be said several times. */
  public Value repeated() {
    repeated = true;
    return this;
  }

  /** It may be said several times, and options go on after it. */
  public Value amongOptions() {
    amongOptions = true;
    return repeated();
  }

  /** It may be said several times, and several at once with commas between. */
  public Value listed() {
    listed = true;
    return repeated();
  }

  /** Whether the user said it. */
  public boolean given() {
    return !said.isEmpty();
  }

  /** What was said, or else what is usual; empty when there is neither. */
  public String text() {
    return given() ? said.get(0) : usual;
  }

  /** All that was said, or else what is usual; nothing when there is neither. */
  public List<String> texts() {
    List<String> parts = new ArrayList<>();
    for (String text : given() || usual.isEmpty() ? said : List.of(usual)) {
      parts.addAll(List.of(listed ? text.split(",", -1) : new String[] {text}));
    }
    return parts;
  }

  /**
   * @throws WrongUsage when it is no such number
   */
  public int whole() {
    return whole(text());
  }

  /**
   * @throws WrongUsage when one is no such number
   */
  public List<Integer> wholes() {
    List<Integer> numbers = new ArrayList<>();
    texts().forEach(text -> numbers.add(whole(text)));
    return numbers;
  }

  private int whole(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw not(text, "an int");
    }
  }

  /**
   * @throws WrongUsage when it is no number
   */
  public double decimal() {
    try {
      return Double.parseDouble(text());
    } catch (NumberFormatException e) {
      throw not(text(), "a double");
    }
  }

  /** That a text is not what it has to be, such as {@code "a number"}. */
  public WrongUsage not(String text, String kind) {
    return command.wrong("Invalid value for " + title() + ": '" + text + "' is not " + kind);
  }

  void say(String text) {
    said.add(text);
  }

  boolean isCalled(String word) {
    return word.equals(name) || word.equals(shortName);
  }

  boolean isFlag() {
    return label.isEmpty();
  }

  boolean isParameter() {
    return label.equals(name);
  }

  boolean takesTheRest() {
    return repeated && !amongOptions;
  }

  boolean isRepeated() {
    return repeated;
  }

  boolean isMissing() {
    return required && !given();
  }

  String name() {
    return name;
  }

  String title() {
    return isParameter() ? name : "option '" + name + "'";
  }

  /** The same, with what stands for its value. */
  String fullTitle() {
    return isFlag() ? title() : title() + " (" + label + ")";
  }

  /** How it is said: {@code --port=PORT}. */
  String form() {
    return isFlag() || isParameter() ? name : name + "=" + label;
  }

  /** The same in a line of all that may be said. */
  String shortForm() {
    String form = shortName.isEmpty() ? form() : shortName + form().substring(name.length());
    String more = repeated ? "..." : "";
    if (required || isParameter()) {
      return required ? form + more : "[" + form + more + "]";
    }
    return "[" + form + "]" + more;
  }

  /** The same in a list: {@code -p, --port=PORT}. */
  String longForm() {
    return isParameter()
        ? "      " + shortForm()
        : (shortName.isEmpty() ? "      " : "  " + shortName + ", ") + form();
  }

  String use() {
    return usual.isEmpty() ? use : use.replace("{}", usual);
  }
}
