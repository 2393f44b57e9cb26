package freeworker.cli;

import java.util.ArrayList;
import java.util.List;

/** What a command says about itself, in lines of 80 characters at most. */
final class Help {
  private static final int WIDTH = 80;

  private final StringBuilder text = new StringBuilder();

  private Help() {}

  static String of(Command command) {
    var help = new Help();
    help.synopsis(command);
    help.paragraph("", 0, 0, List.of(command.does.split(" ")));
    help.values(command);
    help.commands(command);
    return help.text + (command.footer.isEmpty() ? "" : "\n" + command.footer);
  }

  private void synopsis(Command command) {
    List<String> forms = new ArrayList<>();
    command.options.forEach(option -> forms.add(option.shortForm()));
    command.parameters.forEach(parameter -> forms.add(parameter.shortForm()));
    if (!command.commands.isEmpty()) {
      forms.add("[COMMAND]");
    }
    String start = "Usage: " + command.path + " ";
    paragraph(start, start.length(), start.length(), forms);
  }

  private void values(Command command) {
    List<String> forms = new ArrayList<>();
    List<String> uses = new ArrayList<>();
    for (Value value : command.values()) {
      forms.add(value.longForm());
      uses.add(value.use());
    }
    columns(forms, uses, 3);
  }

  private void commands(Command command) {
    List<String> names = new ArrayList<>();
    List<String> uses = new ArrayList<>();
    for (Command below : command.commands) {
      names.add("  " + below.name);
      uses.add(below.does);
    }
    text.append(names.isEmpty() ? "" : "Commands:\n");
    columns(names, uses, 2);
  }

  private void columns(List<String> left, List<String> right, int gap) {
    int column = 0;
    for (String start : left) {
      column = Math.max(column, start.length() + gap);
    }
    for (int i = 0; i < left.size(); i++) {
      paragraph(left.get(i), column, column + 2, List.of(right.get(i).split(" ")));
    }
  }

  /** Words from a column on, after a start; the lines that follow are indented. */
  private void paragraph(String start, int column, int indent, List<String> words) {
    var line = new StringBuilder(start).append(" ".repeat(column - start.length()));
    int first = line.length();
    for (String word : words) {
      if (line.length() > first && line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line.setLength(0);
        line.append(" ".repeat(indent));
        first = indent;
      }
      line.append(line.length() > first ? " " : "").append(word);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }
}
