package freeworker.challenge;

import freeworker.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines for people about what travels with a task. */
final class Explained {
  private static final int SHOWN = 20;

  private Explained() {}

  /**
   * @param task what people call the task
   */
  static List<String> lines(Manifest manifest, String task) {
    var lines = new ArrayList<String>();
    int count = manifest.items().size();
    lines.add(
        task
            + " travels with "
            + (count == 1 ? "1 file" : count + " files")
            + ", "
            + size(manifest.allBytes())
            + " in all:");
    int width = 0;
    List<Manifest.Item> shown = manifest.items().subList(0, Math.min(SHOWN, count));
    for (Manifest.Item item : shown) {
      width = Math.max(width, item.name().length());
    }
    for (Manifest.Item item : shown) {
      lines.add(
          String.format(
              Locale.ROOT,
              "  %-" + width + "s  %9s  %s",
              item.name(),
              size(item.bytes()),
              why(item)));
    }
    if (count > SHOWN) {
      lines.add("  and " + (count - SHOWN) + " more");
    }
    lines.add(
        "What else it looks for by name while it runs is brought then, and travels along from there"
            + " on.");
    manifest.warnings().forEach(warning -> lines.add("warning: " + warning));
    return lines;
  }

  private static String why(Manifest.Item item) {
    List<String> way = item.way();
    if (way.isEmpty()) {
      return "looked for by a task before";
    }
    boolean library = !way.get(way.size() - 1).equals(item.name());
    if (way.size() == 1) {
      return library ? "the task's own library" : "the task itself";
    }
    List<String> before = library ? way : way.subList(0, way.size() - 1);
    return (library ? "a library, needed by " : "named by ") + String.join(" -> ", before);
  }

  private static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    return bytes < 1 << 20
        ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
        : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }
}
