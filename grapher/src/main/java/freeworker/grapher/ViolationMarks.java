package freeworker.grapher;

import freeworker.profiling.Violation;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Stroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jfree.chart.annotations.XYAnnotation;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.ui.TextAnchor;

/** Violations over the lanes of workers: a red line each, and a red label where there is room. */
final class ViolationMarks {
  private static final int MOST_LINES = 400;
  private static final int MOST_LABELS = 20;

  /** How many letters fit beside each other over the whole time. */
  private static final double LETTERS = 160;

  private static final Stroke LINE = new BasicStroke(2);

  private final List<Violation> violations;
  private final int workers;
  private final double seconds;
  private final Look look;

  ViolationMarks(List<Violation> violations, int workers, double seconds, Look look) {
    this.violations = violations;
    this.workers = workers;
    this.seconds = seconds;
    this.look = look;
  }

  /**
   * @param half how far a lane reaches from its middle
   */
  List<XYAnnotation> over(double half) {
    List<XYAnnotation> marks = new ArrayList<>();
    List<XYAnnotation> labels = new ArrayList<>();
    double[] roomFrom = new double[workers];
    Arrays.fill(roomFrom, Double.NEGATIVE_INFINITY);
    for (Violation violation : violations) {
      if (violation.line() == 0 || marks.size() >= MOST_LINES) {
        continue;
      }
      boolean one = violation.worker() >= 0 && violation.worker() < workers;
      double at = Math.max(0, Math.min(seconds, violation.seconds()));
      double top = one ? violation.worker() - half : -0.5;
      double bottom = one ? violation.worker() + half : workers - 0.5;
      marks.add(
          new XYLineAnnotation(top, at, bottom, at, one ? LINE : Look.FINE_DASHED, Look.WRONG));
      int lane = one ? violation.worker() : 0;
      String words = violation.rule().words();
      double width = (words.length() + 2) / LETTERS * seconds;
      double middle = Math.max(width / 2, Math.min(seconds - width / 2, at));
      if (labels.size() < MOST_LABELS && middle - width / 2 >= roomFrom[lane]) {
        labels.add(label(words, lane - half, middle));
        roomFrom[lane] = middle + width / 2;
      }
    }
    marks.addAll(labels);
    return marks;
  }

  private XYAnnotation label(String words, double lane, double middle) {
    var label = new XYTextAnnotation(" " + words + " ", lane, middle);
    label.setFont(look.fonts().bold(10));
    label.setPaint(Color.WHITE);
    label.setBackgroundPaint(Look.WRONG);
    label.setTextAnchor(TextAnchor.CENTER);
    return label;
  }
}
