package freeworker.grapher;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who was at which phase of a word count, and when: a lane for the caller and for each worker. */
final class PhasesChart implements Sheet {
  private static final int LEFT = 92;
  private static final int RIGHT = 66;
  private static final int ROOM = Look.WIDTH - LEFT - RIGHT;
  private static final int BELOW = 44;
  private static final int KEY = 22;

  /** Of each phase, from light to dark, so that neighbours differ. */
  private static final int[] SHADES = {1, 4, 2, 5, 3, 6};

  private static final int MOST_TICKS = 12;

  /** A number fits into a bar that is so wide. */
  private static final int NUMBERED = 14;

  private final Phases phases;
  private final Fonts fonts;
  private final double lane;

  PhasesChart(Phases phases, Look look) {
    this.phases = phases;
    fonts = look.fonts();
    int workers = phases.workers();
    lane = workers <= 6 ? 44 : workers <= 16 ? 30 : workers <= 40 ? 18 : 720.0 / workers;
  }

  private double bottom() {
    return Lettering.TOP + lane * (phases.workers() + 1);
  }

  @Override
  public int height() {
    return (int) Math.ceil(bottom()) + BELOW + KEY;
  }

  @Override
  public void paint(Graphics2D graphics) {
    var lettering = new Lettering(graphics, fonts);
    lettering.heading(height(), title(), subtitle());
    ticks(graphics, lettering);
    for (int rank = Phases.CALLER; rank < phases.workers(); rank++) {
      lane(graphics, lettering, rank);
    }
    phases.spans().forEach(span -> bar(graphics, lettering, span));
    key(graphics, lettering);
  }

  private String title() {
    int longest = phases.longest();
    double seconds = phases.lengths().getOrDefault(longest, 0.0);
    return Character.toUpperCase(Phases.nameOf(longest).charAt(0))
        + Phases.nameOf(longest).substring(1)
        + " took "
        + Words.percent(phases.seconds() == 0 ? 1 : seconds / phases.seconds())
        + " of "
        + Words.time(phases.seconds());
  }

  private String subtitle() {
    return String.join(
        "  \u00b7  ", Words.title(phases.name()), Words.count(phases.workers(), "worker"));
  }

  private double x(double seconds) {
    return LEFT + ROOM * (phases.seconds() == 0 ? 0 : seconds / phases.seconds());
  }

  private double y(int rank) {
    return Lettering.TOP + lane * (rank + 1);
  }

  private void lane(Graphics2D graphics, Lettering lettering, int rank) {
    graphics.setColor(Look.LANE);
    graphics.fill(new Rectangle2D.Double(LEFT, y(rank) + lane * 0.14, ROOM, lane * 0.72));
    double middle = y(rank) + lane / 2 + 4;
    float size = phases.workers() <= 16 ? 12 : phases.workers() <= 40 ? 11 : 7;
    lettering.right(
        rank == Phases.CALLER ? "Caller" : "Worker " + rank,
        fonts.bold(size),
        Look.INK,
        LEFT - 10,
        middle);
    if (rank != Phases.CALLER) {
      String share = Words.percent(phases.busy(rank));
      lettering.left(share, fonts.regular(size), Look.INK, LEFT + ROOM + 10, middle);
    }
  }

  private void bar(Graphics2D graphics, Lettering lettering, Phases.Span span) {
    Color ground = ground(span.phase());
    double width = Math.max(1, x(span.end()) - x(span.begin()));
    var place =
        new Rectangle2D.Double(x(span.begin()), y(span.rank()) + lane * 0.14, width, lane * 0.72);
    graphics.setColor(ground);
    graphics.fill(place);
    graphics.setColor(Color.WHITE);
    graphics.setStroke(new BasicStroke(1));
    graphics.draw(place);
    if (width >= NUMBERED && lane >= NUMBERED) {
      lettering.centre(
          String.valueOf(span.phase()),
          fonts.bold(11),
          Shades.on(ground),
          place.getCenterX(),
          place.getCenterY() + 4);
    }
  }

  private static Color ground(int phase) {
    return Shades.of(SHADES[phase - 1] / (double) SHADES.length);
  }

  private void ticks(Graphics2D graphics, Lettering lettering) {
    double step = step();
    graphics.setStroke(new BasicStroke(1));
    for (int i = 0; i * step <= phases.seconds(); i++) {
      double x = x(i * step);
      graphics.setColor(Look.GRID);
      graphics.draw(new Line2D.Double(x, Lettering.TOP, x, bottom()));
      lettering.centre(
          Words.shortest(round(i * step)).replaceAll("\\.0$", ""),
          fonts.regular(11),
          Look.MUTED,
          x,
          bottom() + 16);
    }
    lettering.centre(
        "seconds since the first phase began",
        fonts.regular(12),
        Look.MUTED,
        LEFT + ROOM / 2.0,
        bottom() + 33);
  }

  /** 1, 2 or 5 times a power of ten, so that there are no more than twelve. */
  private double step() {
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(1e-3, phases.seconds()))) - 1);
    for (double factor : new double[] {1, 2, 5, 10, 20}) {
      if (phases.seconds() / (power * factor) <= MOST_TICKS) {
        return round(power * factor);
      }
    }
    return round(power * 50);
  }

  /** Without what binary fractions add. */
  private static double round(double step) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.6g", step));
  }

  private void key(Graphics2D graphics, Lettering lettering) {
    double x = LEFT;
    double foot = bottom() + BELOW + 14;
    Font font = fonts.regular(11);
    List<Integer> shown = new ArrayList<>(phases.lengths().keySet());
    for (int phase : shown) {
      graphics.setColor(ground(phase));
      graphics.fill(new Rectangle2D.Double(x, foot - 9, 10, 10));
      String words =
          phase
              + " "
              + Phases.nameOf(phase)
              + ", "
              + Words.time(phases.lengths().getOrDefault(phase, 0.0));
      lettering.left(words, font, Look.INK, x + 15, foot);
      x += 15 + Lettering.width(words, font) + 16;
    }
  }
}
