package freeworker.grapher;

import freeworker.profiling.Audit;
import freeworker.profiling.Mark;
import freeworker.profiling.Profile;
import freeworker.profiling.Spans;
import freeworker.profiling.Violation;
import freeworker.profiling.Visible;
import java.awt.geom.Rectangle2D;
import java.util.Locale;

/** A profile as one page. */
final class Page {
  private static final int LONGEST = 200;
  private static final int LISTED = 100;
  private static final int MOST_SPOTS = 3_000;

  private final Profile profile;
  private final Audit audit;
  private final BusyChart busy;
  private final ThroughputChart rate;
  private final Html html;

  Page(Profile profile, Audit audit, BusyChart busy, ThroughputChart rate) {
    this.profile = profile;
    this.audit = audit;
    this.busy = busy;
    this.rate = rate;
    html = new Html(name() + ": " + new Headline(profile).busy());
  }

  Html html() {
    html.element("h1", name());
    numbers();
    html.picture(busyChart());
    html.picture(new Svg("rate", rate.sheet()));
    workers();
    happenings();
    notes();
    return html;
  }

  private String name() {
    return Visible.of(profile.name(), LONGEST);
  }

  private void numbers() {
    html.open("dl");
    number("tasks", String.format(Locale.ROOT, "%,.0f", profile.finished()));
    number("failed", String.format(Locale.ROOT, "%,d", profile.failed()));
    number("time", Words.time(profile.seconds()));
    number("tasks per second", Words.rate(profile.throughput()));
    number("workers", String.valueOf(profile.workers()));
    number("busy", Words.percent(profile.utilisation()));
    profile.medianTask().ifPresent(median -> number("median task", Words.time(median)));
    html.close("dl");
  }

  private void number(String what, String value) {
    html.open("div").element("dt", what).element("dd", value).close("div");
  }

  /** The chart of the lanes; where bars stand for single spans, the pointer finds their words. */
  private Svg busyChart() {
    ChartSheet sheet = busy.sheet();
    var svg = new Svg("busy", sheet);
    Spans spans = profile.spans();
    if (!busy.dense() && spans.size() <= MOST_SPOTS) {
      Rectangle2D area = sheet.area();
      double lane = area.getHeight() / profile.workers();
      for (int i = 0; i < spans.size(); i++) {
        double x = area.getX() + spans.start(i) / profile.seconds() * area.getWidth();
        double width = (spans.end(i) - spans.start(i)) / profile.seconds() * area.getWidth();
        double y = area.getY() + (spans.worker(i) + 0.14) * lane;
        svg.tell(new Rectangle2D.Double(x, y, Math.max(1, width), 0.72 * lane), words(spans, i));
      }
    }
    return svg;
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
    html.element("h2", "Workers").open("table");
    html.row("th", "worker", "times busy", "busy", "failed", "died");
    for (int worker = 0; worker < profile.workers(); worker++) {
      html.row(
          "td",
          worker + Words.place(profile, worker),
          String.format(Locale.ROOT, "%,d", profile.spans().count(worker)),
          Words.percent(profile.utilisation(worker)),
          String.valueOf(marks(worker, Mark.Kind.FAILED)),
          String.valueOf(marks(worker, Mark.Kind.LOST)));
    }
    html.close("table");
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
    html.element("h2", "What happened").open("ul");
    for (Violation violation : audit.violations().stream().limit(LISTED).toList()) {
      html.element("li", violation.sentence());
    }
    for (Mark mark : profile.marks().stream().limit(LISTED).toList()) {
      String who = mark.worker() < 0 ? "" : "worker " + mark.worker() + ", ";
      String task = mark.task().isEmpty() ? "" : ", " + Visible.of(mark.task(), LONGEST);
      html.element(
          "li",
          String.format(
              Locale.ROOT, "%.2f s: %s%s%s", mark.seconds(), who, Signs.words(mark.kind()), task));
    }
    html.close("ul");
  }

  private void notes() {
    for (String note : profile.notes()) {
      html.element("p", Visible.of(note, LONGEST));
    }
  }
}
