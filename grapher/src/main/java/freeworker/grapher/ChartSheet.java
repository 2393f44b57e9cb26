package freeworker.grapher;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;

/** A chart that JFreeChart lays out. */
final class ChartSheet implements Sheet {
  private final JFreeChart chart;
  private final int height;
  private final ChartRenderingInfo info = new ChartRenderingInfo();

  ChartSheet(JFreeChart chart, int height) {
    this.chart = chart;
    this.height = height;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public void paint(Graphics2D graphics) {
    chart.draw(graphics, new Rectangle2D.Double(0, 0, Look.WIDTH, height), info);
  }

  /** Where the data are, once painted. */
  Rectangle2D area() {
    return info.getPlotInfo().getDataArea();
  }
}
