package freeworker.grapher;

import freeworker.profiling.Audit;
import freeworker.profiling.Mark;
import freeworker.profiling.Profile;
import freeworker.profiling.Spans;
import freeworker.profiling.Violation;
import freeworker.profiling.Visible;
import java.awt.geom.Rectangle2D;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/** A profile as one page that needs nothing else: no script, no font, no file beside it. */
final class Page {
  private static final int LONGEST = 200;
  private static final int LISTED = 100;
  private static final int MOST_SPOTS = 3_000;
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1F2937; --muted: #6B7280; --line: #E5E7EB; --ground: #fff; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #E5E7EB; --muted: #9CA3AF; --line: #374151; --ground: #121212; }
        svg { filter: invert(0.93) hue-rotate(180deg); }
      }
      body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: var(--ink); background: var(--ground);
        font: 15px/1.5 'Liberation Sans', Arial, Helvetica, sans-serif; overflow-wrap: anywhere; }
      h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
      p { margin: .25rem 0; color: var(--muted); }
      svg { display: block; width: 100%; height: auto; margin: 1.5rem 0; }
      table { border-collapse: collapse; } th, td { padding: .2rem 1.2rem .2rem 0; text-align: right;
        border-bottom: 1px solid var(--line); } th:first-child, td:first-child { text-align: left; }
      dl { display: flex; flex-wrap: wrap; gap: .5rem 2.5rem; margin: 1rem 0; } dt { color: var(--muted); }
      dd { margin: 0; font-size: 1.3rem; font-weight: bold; }
      @media print { body { margin: 0; max-width: none; } svg { break-inside: avoid; } }
      """;

  private final Profile profile;
  private final Audit audit;
  private final BusyChart busy;
  private final ThroughputChart rate;
  private final StringBuilder text = new StringBuilder();

  Page(Profile profile, Audit audit, BusyChart busy, ThroughputChart rate) {
    this.profile = profile;
    this.audit = audit;
    this.busy = busy;
    this.rate = rate;
  }

  String text() {
    text.setLength(0);
    var headline = new Headline(profile);
    text.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("style-src 'sha256-" + hash(STYLE) + "'\"/>\n")
        .append("<meta name=\"viewport\" content=\"width=device-width\"/>\n");
    element("title", name() + ": " + headline.busy());
    text.append("<style>").append(STYLE).append("</style>\n</head>\n<body>\n");
    element("h1", name());
    numbers();
    text.append(busyChart()).append('\n');
    text.append(new Svg("rate", rate.draw(), Look.WIDTH, rate.height()).element()).append('\n');
    workers();
    happenings();
    notes();
    return text.append("</body>\n</html>\n").toString();
  }

  private String name() {
    return Visible.of(profile.name(), LONGEST);
  }

  private void numbers() {
    text.append("<dl>\n");
    number("tasks", String.format(Locale.ROOT, "%,.0f", profile.finished()));
    number("failed", String.format(Locale.ROOT, "%,d", profile.failed()));
    number("time", Words.time(profile.seconds()));
    number("tasks per second", Words.rate(profile.throughput()));
    number("workers", String.valueOf(profile.workers()));
    number("busy", Words.percent(profile.utilisation()));
    profile.medianTask().ifPresent(median -> number("median task", Words.time(median)));
    text.append("</dl>\n");
  }

  private void number(String what, String value) {
    text.append("<div>");
    element("dt", what);
    element("dd", value);
    text.append("</div>\n");
  }

  /** The chart of the lanes; where bars stand for single spans, the pointer finds their words. */
  private String busyChart() {
    var svg = new Svg("busy", busy.draw(), Look.WIDTH, busy.height());
    Spans spans = profile.spans();
    if (!busy.dense() && spans.size() <= MOST_SPOTS) {
      Rectangle2D area = svg.area();
      double lane = area.getHeight() / profile.workers();
      for (int i = 0; i < spans.size(); i++) {
        double x = area.getX() + spans.start(i) / profile.seconds() * area.getWidth();
        double width = (spans.end(i) - spans.start(i)) / profile.seconds() * area.getWidth();
        double y = area.getY() + (spans.worker(i) + 0.14) * lane;
        svg.tell(new Rectangle2D.Double(x, y, Math.max(1, width), 0.72 * lane), words(spans, i));
      }
    }
    return svg.element();
  }

  private static String words(Spans spans, int i) {
    return String.format(
        Locale.ROOT,
        "worker %d, from %.2f s to %.2f s: %s, %s",
        spans.worker(i),
        spans.start(i),
        spans.end(i),
        Words.time(spans.end(i) - spans.start(i)),
        Words.count(spans.tasks(i), "task"));
  }

  private void workers() {
    element("h2", "Workers");
    text.append("<table>\n<tr>");
    for (String head : new String[] {"worker", "times busy", "busy", "failed", "died"}) {
      element("th", head);
    }
    text.append("</tr>\n");
    for (int worker = 0; worker < profile.workers(); worker++) {
      text.append("<tr>");
      element("td", String.valueOf(worker));
      element("td", String.format(Locale.ROOT, "%,d", profile.spans().count(worker)));
      element("td", Words.percent(profile.utilisation(worker)));
      element("td", String.valueOf(marks(worker, Mark.Kind.FAILED)));
      element("td", String.valueOf(marks(worker, Mark.Kind.LOST)));
      text.append("</tr>\n");
    }
    text.append("</table>\n");
  }

  private long marks(int worker, Mark.Kind kind) {
    return profile.marks().stream()
        .filter(mark -> mark.worker() == worker && mark.kind() == kind)
        .count();
  }

  private void happenings() {
    if (profile.marks().isEmpty() && audit.count() == 0) {
      return;
    }
    element("h2", "What happened");
    text.append("<ul>\n");
    for (Violation violation : audit.violations().stream().limit(LISTED).toList()) {
      item(violation.sentence());
    }
    for (Mark mark : profile.marks().stream().limit(LISTED).toList()) {
      String who = mark.worker() < 0 ? "" : "worker " + mark.worker() + ", ";
      String task = mark.task().isEmpty() ? "" : ", " + Visible.of(mark.task(), LONGEST);
      item(
          String.format(
              Locale.ROOT, "%.2f s: %s%s%s", mark.seconds(), who, Signs.words(mark.kind()), task));
    }
    text.append("</ul>\n");
  }

  private void notes() {
    for (String note : profile.notes()) {
      element("p", Visible.of(note, LONGEST));
    }
  }

  private void item(String words) {
    element("li", words);
    text.append('\n');
  }

  private void element(String name, String words) {
    text.append('<').append(name).append('>').append(Markup.escaped(words));
    text.append("</").append(name).append('>');
  }

  private static String hash(String style) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
