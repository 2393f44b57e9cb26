package freeworker.grapher;

import freeworker.profiling.ScalabilityLaw;
import freeworker.profiling.SweepCell;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The measured points, the law through them, and what it says of workers nobody measured. */
final class ScalingChart implements Sheet {
  static final Color PROJECTED = new Color(0xF3F4F6);
  private static final int LEFT = 80;
  private static final int RIGHT = Look.WIDTH - 30;
  private static final int TOP = Lettering.TOP + 4;
  private static final int BOTTOM = 420;
  private static final int LEGEND = BOTTOM + 66;
  private static final int STEPS = 400;

  /** A perfect line is drawn up to so many times the rest; above that it would flatten it. */
  private static final double ROOM_FOR_PERFECT = 2.5;

  private static final Stroke LAW = new BasicStroke(2.2f);
  private static final Stroke DOTTED =
      new BasicStroke(
          1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 10, new float[] {0.1f, 5}, 0);

  private final Scaling scaling;
  private final Fonts fonts;
  private final double widest;
  private final double highest;

  ScalingChart(Scaling scaling, Look look) {
    this.scaling = scaling;
    fonts = look.fonts();
    widest = scaling.most() * 1.02;
    highest = highest();
  }

  private double highest() {
    double seen =
        Math.max(
            scaling.points().stream().mapToDouble(SweepCell::throughput).max().orElse(0),
            scaling.leftOut().stream().mapToDouble(SweepCell::throughput).max().orElse(0));
    if (scaling.law().isPresent()) {
      ScalabilityLaw law = scaling.law().get();
      for (int i = 1; i <= STEPS; i++) {
        double n = i * scaling.most() / (double) STEPS;
        seen = n < 1 ? seen : Math.max(seen, law.throughput(n));
      }
    }
    double perfect = scaling.perfect() * scaling.most();
    double most = seen > 0 ? Math.max(seen, Math.min(perfect, ROOM_FOR_PERFECT * seen)) : perfect;
    return most > 0 ? most * 1.08 : 1;
  }

  private double x(double workers) {
    return LEFT + (RIGHT - LEFT) * workers / widest;
  }

  private double y(double throughput) {
    return BOTTOM - (BOTTOM - TOP) * throughput / highest;
  }

  @Override
  public int height() {
    return LEGEND + 22 + scaling.footnotes().size() * Lettering.FOOTNOTE;
  }

  @Override
  public void paint(Graphics2D graphics) {
    var lettering = new Lettering(graphics, fonts);
    lettering.heading(height(), scaling.title(), scaling.subtitle());
    band(graphics, lettering);
    axes(graphics, lettering);
    perfect(graphics);
    scaling.law().ifPresent(law -> law(graphics, law));
    points(graphics);
    legend(graphics, lettering);
    lettering.footnotes(scaling.footnotes(), LEGEND + 26.0);
  }

  /** The part of the chart that nobody measured. */
  private void band(Graphics2D graphics, Lettering lettering) {
    if (!scaling.projects()) {
      return;
    }
    double from = x(scaling.measured());
    graphics.setColor(PROJECTED);
    graphics.fill(new Rectangle2D.Double(from, TOP, RIGHT - from, BOTTOM - TOP));
    lettering.left("not measured: projected", fonts.bold(12), Look.INK, from + 10, TOP - 6.0);
  }

  private void axes(Graphics2D graphics, Lettering lettering) {
    Font small = fonts.regular(11);
    graphics.setStroke(new BasicStroke(1));
    var rates = new Ticks(highest, 8, 0);
    for (double tick : rates.all()) {
      graphics.setColor(Look.GRID);
      graphics.draw(new Line2D.Double(LEFT, y(tick), RIGHT, y(tick)));
      lettering.right(rates.text(tick), small, Look.MUTED, LEFT - 8, y(tick) + 4);
    }
    var workers = new Ticks(widest, 15, 1);
    for (double tick : workers.all()) {
      lettering.centre(workers.text(tick), small, Look.MUTED, x(tick), BOTTOM + 17.0);
    }
    Font label = fonts.regular(12);
    lettering.centre(
        "workers, each with a client", label, Look.MUTED, (LEFT + RIGHT) / 2.0, BOTTOM + 35.0);
    lettering.upwards("tasks per second", label, Look.MUTED, 30, (TOP + BOTTOM) / 2.0);
  }

  private void perfect(Graphics2D graphics) {
    double end = Math.min(scaling.most(), highest / Math.max(scaling.perfect(), 1e-300));
    graphics.setColor(Look.MUTED);
    graphics.setStroke(DOTTED);
    graphics.draw(new Line2D.Double(x(0), y(0), x(end), y(scaling.perfect() * end)));
  }

  private void law(Graphics2D graphics, ScalabilityLaw law) {
    graphics.setColor(Look.BUSY);
    graphics.setStroke(LAW);
    graphics.draw(curve(law, 0, scaling.measured()));
    if (scaling.projects()) {
      graphics.setStroke(Look.DASHED);
      graphics.draw(curve(law, scaling.measured(), scaling.most()));
    }
  }

  /** The law between two numbers of workers; below one worker a straight line. */
  private Shape curve(ScalabilityLaw law, double from, double end) {
    var path = new Path2D.Double();
    for (int i = 0; i <= STEPS; i++) {
      double n = from + (end - from) * i / STEPS;
      double throughput = n < 1 ? n * law.throughput(1) : law.throughput(n);
      if (i == 0) {
        path.moveTo(x(n), y(throughput));
      } else {
        path.lineTo(x(n), y(throughput));
      }
    }
    return path;
  }

  private void points(Graphics2D graphics) {
    for (SweepCell cell : scaling.points()) {
      dot(graphics, x(cell.workers()), y(cell.throughput()));
    }
    graphics.setStroke(new BasicStroke(2));
    graphics.setColor(Look.WRONG);
    for (SweepCell cell : scaling.leftOut()) {
      graphics.draw(new Ellipse2D.Double(x(cell.workers()) - 5, y(cell.throughput()) - 5, 10, 10));
    }
  }

  private static void dot(Graphics2D graphics, double x, double y) {
    graphics.setColor(Color.WHITE);
    graphics.fill(new Ellipse2D.Double(x - 6.5, y - 6.5, 13, 13));
    graphics.setColor(Look.AVERAGE);
    graphics.fill(new Ellipse2D.Double(x - 5, y - 5, 10, 10));
  }

  /** A line that says what is what. */
  private void legend(Graphics2D graphics, Lettering lettering) {
    double x = LEFT;
    if (!scaling.points().isEmpty()) {
      dot(graphics, x + 6, LEGEND - 4.0);
      x = word(lettering, "measured", x + 18);
    }
    if (scaling.law().isPresent()) {
      x = sample(graphics, lettering, Look.BUSY, LAW, "scalability law", x);
    }
    if (scaling.projects()) {
      x = sample(graphics, lettering, Look.BUSY, Look.DASHED, "the law, not measured", x);
    }
    sample(graphics, lettering, Look.MUTED, DOTTED, "perfect: no waiting at all", x);
  }

  private double sample(
      Graphics2D graphics, Lettering lettering, Color color, Stroke stroke, String text, double x) {
    graphics.setColor(color);
    graphics.setStroke(stroke);
    graphics.draw(new Line2D.Double(x, LEGEND - 4.0, x + 30, LEGEND - 4.0));
    return word(lettering, text, x + 36);
  }

  private double word(Lettering lettering, String text, double x) {
    lettering.left(text, fonts.regular(11), Look.INK, x, LEGEND);
    return x + Lettering.width(text, fonts.regular(11)) + 26;
  }
}
