package freeworker.grapher;

import freeworker.profiling.Profile;
import freeworker.profiling.Steps;
import java.awt.Color;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYStepAreaRenderer;
import org.jfree.chart.renderer.xy.XYStepRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Tasks a second over time with their average, and below how many workers were busy. */
final class ThroughputChart {
  private static final int HEIGHT = 480;
  private static final int WAITING_HEIGHT = 130;
  private static final int COLUMNS = 480;
  private static final int BOX = COLUMNS / 48;
  private static final int MOST_STEPS = 1_000;

  private final Profile profile;
  private final Look look;

  ThroughputChart(Profile profile, Look look) {
    this.profile = profile;
    this.look = look;
  }

  private int height() {
    return HEIGHT + (anybodyWaited() ? WAITING_HEIGHT : 0);
  }

  ChartSheet sheet() {
    return new ChartSheet(draw(), height());
  }

  private JFreeChart draw() {
    double[] rate = rate();
    var plot = new CombinedDomainXYPlot(look.time(profile.seconds()));
    plot.setGap(22);
    look.plain(plot);
    plot.add(top(rate), 4);
    plot.add(level(profile.busy(), "workers busy", profile.workers()), 3);
    if (anybodyWaited()) {
      plot.add(level(profile.waiting(), "clients waiting", peak(profile.waiting())), 2);
    }
    return look.chart(plot, new Headline(profile).throughput(), subtitle(rate), "");
  }

  private String subtitle(double[] rate) {
    int peak = 0;
    for (int i = 0; i < rate.length; i++) {
      peak = rate[i] > rate[peak] ? i : peak;
    }
    double when = (peak + 0.5) * profile.seconds() / COLUMNS;
    return String.join(
        "  \u00b7  ",
        Words.title(profile.name()),
        Words.count(profile.finished(), "task") + " in " + Words.time(profile.seconds()),
        "peak " + Words.rate(rate[peak]) + " tasks/s at " + Words.time(when),
        everyWorker() + " busy " + Words.percent(fullShare()) + " of the time");
  }

  private String everyWorker() {
    return switch (profile.workers()) {
      case 1 -> "its worker";
      case 2 -> "both workers";
      default -> "all " + Words.count(profile.workers(), "worker");
    };
  }

  /** Tasks a second in each column, smoothed over a forty-eighth of the run. */
  private double[] rate() {
    double[] tasks = profile.tasks(COLUMNS);
    double width = profile.seconds() / COLUMNS;
    double[] rate = new double[COLUMNS];
    for (int i = 0; i < COLUMNS; i++) {
      int from = Math.max(0, i - BOX / 2);
      int to = Math.min(COLUMNS - 1, i + BOX / 2);
      double sum = 0;
      for (int j = from; j <= to; j++) {
        sum += tasks[j];
      }
      rate[i] = sum / ((to - from + 1) * width);
    }
    return rate;
  }

  private XYPlot top(double[] rate) {
    var series = new XYSeries("rate");
    double width = profile.seconds() / COLUMNS;
    for (int i = 0; i < COLUMNS; i++) {
      series.add(i * width, rate[i]);
    }
    series.add(profile.seconds(), rate[COLUMNS - 1]);
    XYPlot plot = steps(series, "tasks per second");
    ((NumberAxis) plot.getRangeAxis()).setAutoRangeIncludesZero(true);
    plot.getRangeAxis().setUpperMargin(0.2);
    var average = new ValueMarker(profile.throughput(), Look.AVERAGE, Look.DASHED);
    average.setLabel(" average " + Words.rate(profile.throughput()) + " ");
    average.setLabelFont(look.fonts().bold(11));
    average.setLabelPaint(Color.WHITE);
    average.setLabelBackgroundColor(Look.AVERAGE);
    average.setLabelAnchor(RectangleAnchor.RIGHT);
    average.setLabelTextAnchor(TextAnchor.CENTER_RIGHT);
    average.setAlpha(1);
    plot.addRangeMarker(average);
    return plot;
  }

  private boolean anybodyWaited() {
    return peak(profile.waiting()) > 0;
  }

  private static int peak(Steps steps) {
    int peak = 0;
    for (int i = 0; i < steps.size(); i++) {
      peak = Math.max(peak, steps.value(i));
    }
    return peak;
  }

  /** A number over time, below a dashed line for the most. */
  private XYPlot level(Steps busy, String label, int most) {
    var series = new XYSeries(label);
    if (busy.size() <= MOST_STEPS) {
      for (int i = 0; i < busy.size(); i++) {
        series.add(busy.at(i), busy.value(i));
      }
    } else {
      double[] means = means(busy);
      for (int i = 0; i < COLUMNS; i++) {
        series.add(i * profile.seconds() / COLUMNS, means[i]);
      }
    }
    series.add(profile.seconds(), busy.value(busy.size() - 1));
    XYPlot plot = steps(series, label);
    plot.getRangeAxis().setRange(0, most * 1.12);
    plot.getRangeAxis()
        .setStandardTickUnits(NumberAxis.createIntegerTickUnits(java.util.Locale.ROOT));
    plot.addRangeMarker(new ValueMarker(most, Look.MUTED, Look.FINE_DASHED));
    return plot;
  }

  /** How many workers were busy in the mean of each column. */
  private double[] means(Steps busy) {
    double[] means = new double[COLUMNS];
    double width = profile.seconds() / COLUMNS;
    for (int i = 0; i < busy.size(); i++) {
      double from = busy.at(i);
      double end = i + 1 < busy.size() ? busy.at(i + 1) : profile.seconds();
      for (int c = Math.min(COLUMNS - 1, (int) (from / width));
          c < COLUMNS && c * width < end;
          c++) {
        double part = Math.min(end, (c + 1) * width) - Math.max(from, c * width);
        means[c] += Math.max(0, part) / width * busy.value(i);
      }
    }
    return means;
  }

  private XYPlot steps(XYSeries series, String label) {
    var axis = new NumberAxis(label);
    look.plain(axis);
    var data = new XYSeriesCollection(series);
    var area = new XYStepAreaRenderer(XYStepAreaRenderer.AREA);
    area.setSeriesPaint(0, Look.FILL);
    area.setShapesVisible(false);
    area.setOutline(false);
    var line = new XYStepRenderer();
    line.setSeriesPaint(0, Look.BUSY);
    line.setSeriesStroke(0, Look.LINE);
    line.setDefaultShapesVisible(false);
    var plot = new XYPlot(data, null, axis, area);
    plot.setDataset(1, data);
    plot.setRenderer(1, line);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    look.plain(plot);
    return plot;
  }

  private double fullShare() {
    Steps busy = profile.busy();
    double full = 0;
    for (int i = 0; i < busy.size(); i++) {
      double end = i + 1 < busy.size() ? busy.at(i + 1) : profile.seconds();
      full += busy.value(i) == profile.workers() ? end - busy.at(i) : 0;
    }
    return full / profile.seconds();
  }
}
