package freeworker.grapher;

import freeworker.profiling.Audit;
import freeworker.profiling.Profile;
import freeworker.profiling.Spans;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** Who was busy, and when: a lane a worker. */
final class BusyChart {
  /** With more spans in a lane than this, single ones cannot be seen. */
  private static final int MOST_SPANS = 130;

  private static final int COLUMNS = 420;
  private static final int SHADES = 24;
  private static final double HALF = 0.36;

  private final Profile profile;
  private final Audit audit;
  private final Look look;
  private final boolean dense;

  BusyChart(Profile profile, Audit audit, Look look) {
    this.profile = profile;
    this.audit = audit;
    this.look = look;
    int[] counts = new int[profile.workers()];
    boolean crowded = !profile.spans().complete();
    for (int i = 0; i < profile.spans().size(); i++) {
      crowded |= ++counts[profile.spans().worker(i)] > MOST_SPANS;
    }
    dense = crowded;
  }

  /** Whether a lane has too many spans to see them one by one. */
  boolean dense() {
    return dense;
  }

  private int height() {
    int workers = profile.workers();
    double lane = workers <= 6 ? 44 : workers <= 16 ? 30 : workers <= 40 ? 18 : 720.0 / workers;
    return (int) Math.round(138 + lane * workers + (footnote().isEmpty() ? 0 : 22));
  }

  ChartSheet sheet() {
    return new ChartSheet(draw(), height());
  }

  private JFreeChart draw() {
    NumberAxis time = look.time(profile.seconds());
    SymbolAxis lanes = lanes(names());
    lanes.setTickLabelFont(look.fonts().bold(labelSize()));
    lanes.setTickLabelPaint(Look.INK);
    var plot = new XYPlot(lanesWhole(), lanes, time, bars(List.of(Look.LANE), false));
    look.plain(plot);
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    plot.setDomainGridlinesVisible(false);
    plot.setDomainAxisLocation(AxisLocation.TOP_OR_LEFT);
    plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
    SymbolAxis shares = lanes(shares());
    shares.setTickLabelPaint(Look.INK);
    plot.setDomainAxis(1, shares);
    plot.setDomainAxisLocation(1, AxisLocation.BOTTOM_OR_RIGHT);
    if (dense) {
      List<Color> shades = shades();
      plot.setDataset(1, strips(shades.size()));
      plot.setRenderer(1, bars(shades, false));
    } else {
      plot.setDataset(1, spans());
      plot.setRenderer(1, bars(List.of(Look.BUSY, Look.MUTED, Look.WRONG), true));
    }
    plot.mapDatasetToDomainAxis(1, 0);
    plot.setDataset(2, Signs.series(profile));
    plot.setRenderer(2, Signs.renderer());
    plot.mapDatasetToDomainAxis(2, 0);
    new ViolationMarks(audit.violations(), profile.workers(), profile.seconds(), look)
        .over(HALF)
        .forEach(plot::addAnnotation);
    return look.chart(plot, new Headline(profile).busy(), subtitle(), footnote());
  }

  private String subtitle() {
    return String.join(
        "  \u00b7  ",
        Words.title(profile.name()),
        Words.count(profile.workers(), "worker"),
        Words.count(profile.finished(), "task") + " in " + Words.time(profile.seconds()),
        Words.rate(profile.throughput()) + " tasks/s",
        Words.percent(profile.utilisation()) + " busy");
  }

  private String footnote() {
    List<String> notes = new ArrayList<>();
    if (dense) {
      notes.add(
          "Too many tasks to draw one by one: the darker, the larger the part of that moment the"
              + " worker was busy.");
    }
    if (audit.count() > 0) {
      notes.add(
          "Red lines: what cannot have been ("
              + Words.count((double) audit.count(), "violation")
              + "); a worker that was lent twice did more than its lane shows.");
    }
    String legend = String.join("   ", Signs.legend(profile));
    if (!legend.isEmpty()) {
      notes.add(legend);
    }
    return String.join("  ", notes);
  }

  private String[] names() {
    String[] names = new String[profile.workers()];
    for (int i = 0; i < names.length; i++) {
      names[i] = "Worker " + i + Words.place(profile, i);
    }
    return names;
  }

  private String[] shares() {
    String[] shares = new String[profile.workers()];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Words.percent(profile.utilisation(i));
    }
    return shares;
  }

  private SymbolAxis lanes(String[] labels) {
    var axis = new SymbolAxis(null, labels);
    look.plain(axis);
    axis.setTickLabelFont(look.fonts().regular(labelSize()));
    axis.setGridBandsVisible(false);
    axis.setInverted(true);
    axis.setRange(-0.5, labels.length - 0.5);
    return axis;
  }

  private float labelSize() {
    return profile.workers() <= 16 ? 12 : profile.workers() <= 40 ? 11 : 7;
  }

  private XYIntervalSeriesCollection lanesWhole() {
    var whole = new XYIntervalSeries("lanes");
    for (int worker = 0; worker < profile.workers(); worker++) {
      add(whole, worker, profile.joined(worker), profile.seconds());
    }
    return collection(List.of(whole));
  }

  private XYIntervalSeriesCollection spans() {
    var done = new XYIntervalSeries("done");
    var abandoned = new XYIntervalSeries("abandoned");
    var lost = new XYIntervalSeries("lost");
    Spans spans = profile.spans();
    for (int i = 0; i < spans.size(); i++) {
      XYIntervalSeries series =
          spans.how(i) == Spans.End.LOST
              ? lost
              : spans.how(i) == Spans.End.ABANDONED ? abandoned : done;
      if (spans.end(i) > spans.start(i)) {
        add(series, spans.worker(i), spans.start(i), spans.end(i));
      }
    }
    return collection(List.of(done, abandoned, lost));
  }

  private XYIntervalSeriesCollection strips(int shades) {
    List<XYIntervalSeries> series = new ArrayList<>();
    for (int shade = 0; shade < shades; shade++) {
      series.add(new XYIntervalSeries(shade));
    }
    double width = profile.seconds() / COLUMNS;
    for (int worker = 0; worker < profile.workers(); worker++) {
      double[] density = profile.density(worker, COLUMNS);
      for (int column = 0; column < COLUMNS; column++) {
        if (density[column] > 0) {
          int shade = (int) Math.min(shades - 1, Math.floor(density[column] * shades));
          add(series.get(shade), worker, column * width, (column + 1) * width);
        }
      }
    }
    return collection(series);
  }

  private static List<Color> shades() {
    List<Color> shades = new ArrayList<>();
    for (int i = 1; i <= SHADES; i++) {
      double share = i / (double) SHADES;
      shades.add(
          new Color(
              blend(Look.LANE.getRed(), Look.BUSY.getRed(), share),
              blend(Look.LANE.getGreen(), Look.BUSY.getGreen(), share),
              blend(Look.LANE.getBlue(), Look.BUSY.getBlue(), share)));
    }
    return shades;
  }

  private static int blend(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }

  private static void add(XYIntervalSeries series, int worker, double start, double end) {
    series.add(worker, worker - HALF, worker + HALF, end, start, end);
  }

  private static XYIntervalSeriesCollection collection(List<XYIntervalSeries> series) {
    var collection = new XYIntervalSeriesCollection();
    series.forEach(collection::addSeries);
    return collection;
  }

  private static XYBarRenderer bars(List<Color> paints, boolean outlined) {
    var renderer = new XYBarRenderer();
    renderer.setUseYInterval(true);
    renderer.setShadowVisible(false);
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setDrawBarOutline(outlined);
    renderer.setDefaultOutlinePaint(Color.WHITE);
    for (int i = 0; i < paints.size(); i++) {
      renderer.setSeriesPaint(i, paints.get(i));
      renderer.setSeriesOutlinePaint(i, Color.WHITE);
      renderer.setSeriesOutlineStroke(i, new BasicStroke(1.1f));
    }
    return renderer;
  }
}
