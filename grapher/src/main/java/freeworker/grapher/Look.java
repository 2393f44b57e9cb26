package freeworker.grapher;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Paint;
import java.awt.Stroke;
import java.text.NumberFormat;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/** How all charts look: one hue for data, orange for the average, red for what is wrong. */
final class Look {
  static final int WIDTH = 960;
  private static final int MOST_TICKS = 15;
  static final Color INK = new Color(0x1F2937);
  static final Color MUTED = new Color(0x6B7280);
  static final Color GRID = new Color(0xE5E7EB);
  static final Color LANE = new Color(0xF1F4F8);
  static final Color BUSY = new Color(0x2563EB);
  static final Color FILL = new Color(0x25, 0x63, 0xEB, 56);
  static final Color AVERAGE = new Color(0xD97706);
  static final Color WRONG = new Color(0xC81E3A);
  static final Stroke LINE = new BasicStroke(1.6f);
  static final Stroke DASHED =
      new BasicStroke(
          1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {8, 4}, 0);
  static final Stroke FINE_DASHED =
      new BasicStroke(
          1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {5, 4}, 0);

  private final Fonts fonts;

  Look(Fonts fonts) {
    this.fonts = fonts;
    // Text that runs upwards stays text, too.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
  }

  Fonts fonts() {
    return fonts;
  }

  /** A chart without legend, border and shadow, its words at the left. */
  JFreeChart chart(Plot plot, String title, String subtitle, String footnote) {
    var chart = new JFreeChart(null, null, plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(new RectangleInsets(14, 16, 12, 18));
    TextTitle second = line(subtitle, fonts.regular(12), MUTED, RectangleEdge.TOP);
    second.setMargin(new RectangleInsets(3, 4, 12, 0));
    chart.addSubtitle(0, second);
    TextTitle first = line(title, fonts.bold(17), INK, RectangleEdge.TOP);
    first.setMargin(new RectangleInsets(0, 4, 0, 0));
    chart.addSubtitle(0, first);
    if (!footnote.isEmpty()) {
      TextTitle last = line(footnote, fonts.regular(11), MUTED, RectangleEdge.BOTTOM);
      last.setMargin(new RectangleInsets(8, 4, 0, 0));
      chart.addSubtitle(last);
    }
    return chart;
  }

  private static TextTitle line(
      String text, java.awt.Font font, Paint paint, RectangleEdge position) {
    var title =
        new TextTitle(
            text,
            font,
            paint,
            position,
            HorizontalAlignment.LEFT,
            org.jfree.chart.ui.VerticalAlignment.TOP,
            RectangleInsets.ZERO_INSETS);
    title.setTextAlignment(HorizontalAlignment.LEFT);
    title.setExpandToFitSpace(true);
    return title;
  }

  void plain(XYPlot plot) {
    plot.setOutlineVisible(false);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinePaint(GRID);
    plot.setRangeGridlinePaint(GRID);
    plot.setDomainGridlineStroke(new BasicStroke(1));
    plot.setRangeGridlineStroke(new BasicStroke(1));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
  }

  void plain(ValueAxis axis) {
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    axis.setTickLabelFont(fonts.regular(11));
    axis.setTickLabelPaint(MUTED);
    axis.setLabelFont(fonts.regular(12));
    axis.setLabelPaint(MUTED);
  }

  /** Steps of 1, 2 or 5 times a power of ten, at most fifteen of them. */
  private static NumberTickUnit ticks(double seconds) {
    double power = Math.pow(10, Math.floor(Math.log10(seconds / MOST_TICKS)));
    double step = power;
    for (double factor : new double[] {1, 2, 5, 10}) {
      step = power * factor;
      if (seconds / step <= MOST_TICKS) {
        break;
      }
    }
    var format = NumberFormat.getNumberInstance(Locale.ROOT);
    format.setMaximumFractionDigits((int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
    return new NumberTickUnit(step, format);
  }

  /** The axis of time, from the first row to the last. */
  NumberAxis time(double seconds) {
    var axis = new NumberAxis("seconds since the first task");
    plain(axis);
    axis.setRange(0, seconds);
    axis.setTickUnit(ticks(seconds));
    return axis;
  }
}
