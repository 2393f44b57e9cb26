package freeworker.grapher;

import freeworker.profiling.Mark;
import freeworker.profiling.Profile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** What happened to tasks and workers, told by shape first and by colour again. */
final class Signs {
  private static final List<Sign> ALL =
      List.of(
          new Sign(Mark.Kind.FAILED, "\u00d7", "task failed", cross(), Look.WRONG),
          new Sign(Mark.Kind.LOST, "\u25bc", "worker died", triangle(6), Look.WRONG),
          new Sign(Mark.Kind.GONE, "\u25ca", "client gone", diamond(), Look.MUTED),
          new Sign(Mark.Kind.EXPIRED, "\u25a0", "lease ran out", square(), Look.MUTED),
          new Sign(Mark.Kind.RETRIED, "\u25cb", "run again", ring(), Look.INK),
          new Sign(Mark.Kind.JOINED, "\u25b2", "worker joined", triangle(-6), Look.INK));

  private Signs() {}

  /**
   * @param sign the letter that looks like the shape
   */
  private record Sign(Mark.Kind kind, String sign, String words, Shape shape, Color color) {}

  /** Explains the signs that occur, and only these. */
  static List<String> legend(Profile profile) {
    List<String> legend = new ArrayList<>();
    for (Sign each : ALL) {
      long count = profile.count(each.kind());
      if (count > 0) {
        legend.add(each.sign() + " " + each.words() + (count > 1 ? " (" + count + " times)" : ""));
      }
    }
    return legend;
  }

  /** What a mark of this kind says. */
  static String words(Mark.Kind kind) {
    return ALL.stream()
        .filter(each -> each.kind() == kind)
        .map(Sign::words)
        .findFirst()
        .orElseThrow();
  }

  /** A series for each sign, with the lanes across and the time along. */
  static XYSeriesCollection series(Profile profile) {
    var all = new XYSeriesCollection();
    for (Sign each : ALL) {
      var series = new XYSeries(each.words(), false, true);
      for (Mark mark : profile.marks()) {
        if (mark.kind() == each.kind() && mark.worker() >= 0) {
          series.add(mark.worker(), Math.min(mark.seconds(), profile.seconds()));
        }
      }
      all.addSeries(series);
    }
    return all;
  }

  /** Draws them with a white rim, so that they are seen on any ground. */
  static XYLineAndShapeRenderer renderer() {
    var renderer = new XYLineAndShapeRenderer(false, true);
    for (Sign each : ALL) {
      int series = ALL.indexOf(each);
      renderer.setSeriesShape(series, each.shape());
      renderer.setSeriesPaint(series, each.color());
      renderer.setSeriesFillPaint(series, each.color());
      renderer.setSeriesOutlinePaint(series, Color.WHITE);
      renderer.setSeriesOutlineStroke(series, new BasicStroke(1.2f));
    }
    renderer.setUseFillPaint(true);
    renderer.setUseOutlinePaint(true);
    renderer.setDrawOutlines(true);
    return renderer;
  }

  private static Shape cross() {
    var bar = new Rectangle2D.Double(-6.5, -1.5, 13, 3);
    var cross =
        new Area(AffineTransform.getRotateInstance(Math.PI / 4).createTransformedShape(bar));
    cross.add(
        new Area(AffineTransform.getRotateInstance(-Math.PI / 4).createTransformedShape(bar)));
    return cross;
  }

  private static Shape triangle(double tip) {
    return polygon(0, tip, -6, -tip * 0.8, 6, -tip * 0.8);
  }

  private static Shape diamond() {
    return polygon(0, -6, 5, 0, 0, 6, -5, 0);
  }

  private static Shape square() {
    return new Rectangle2D.Double(-4.5, -4.5, 9, 9);
  }

  private static Shape ring() {
    var ring = new Area(new Ellipse2D.Double(-5.5, -5.5, 11, 11));
    ring.subtract(new Area(new Ellipse2D.Double(-3, -3, 6, 6)));
    return ring;
  }

  private static Shape polygon(double... points) {
    var path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    path.closePath();
    return path;
  }
}
