package freeworker.grapher;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The throughput as a surface over workers and functions, seen from the corner with the fewest. */
final class SurfaceChart implements Sheet {
  private static final int HEIGHT = 620;
  private static final double CENTRE = 500;
  private static final double FLOOR = 440;
  private static final double ACROSS = 330;
  private static final double DEEP = 125;
  private static final double TALL = 230;
  private static final int MOST_LINES = 80;
  private static final int MOST_LABELS = 16;

  /** A piece of the surface between four neighbours. */
  private record Quad(List<SweepView.Spot> corners) {
    /** Greater is further away. */
    int depth() {
      return corners.get(0).column() + corners.get(0).row();
    }

    double throughput() {
      return corners.stream().mapToDouble(spot -> spot.cell().throughput()).average().orElse(0);
    }
  }

  private final SweepView view;
  private final Fonts fonts;
  private final double highest;
  private final Ticks ticks;

  SurfaceChart(SweepView view, Look look) {
    this.view = view;
    fonts = look.fonts();
    highest = view.highest() > 0 ? view.highest() : 1;
    ticks = new Ticks(highest, 6, 0);
  }

  @Override
  public int height() {
    return HEIGHT + view.footnotes().size() * Lettering.FOOTNOTE;
  }

  /** A point over the floor, whose near corner is (0, 0) and whose far one is (1, 1). */
  private static Point2D at(double workers, double clients, double up) {
    return new Point2D.Double(
        CENTRE + (workers - clients) * ACROSS, FLOOR + (1 - workers - clients) * DEEP - up * TALL);
  }

  private Point2D at(SweepView.Spot spot) {
    return at(
        along(spot.column(), view.workers()),
        along(spot.row(), view.clients()),
        spot.cell().throughput() / highest);
  }

  private static double along(int place, List<Integer> numbers) {
    return numbers.size() == 1 ? 0.5 : place / (numbers.size() - 1.0);
  }

  @Override
  public void paint(Graphics2D graphics) {
    var lettering = new Lettering(graphics, fonts);
    lettering.heading(
        height(),
        view.title(),
        "tasks per second as a surface: higher and darker is more"
            + view.best().map(cell -> "  \u00b7  best " + SweepView.told(cell)).orElse(""));
    room(graphics, lettering);
    List<Quad> quads = quads();
    for (Quad quad : quads) {
      quad(graphics, quad);
    }
    points(graphics, quads.isEmpty());
    axes(lettering);
    lettering.footnotes(view.footnotes(), HEIGHT - 6.0);
  }

  /** The floor with its lines, and the two walls behind it with theirs. */
  private void room(Graphics2D graphics, Lettering lettering) {
    graphics.setStroke(new BasicStroke(1));
    graphics.setColor(Look.GRID);
    int every = Math.max(1, view.workers().size() / MOST_LINES);
    for (int i = 0; i < view.workers().size(); i += every) {
      double along = along(i, view.workers());
      line(graphics, at(along, 0, 0), at(along, 1, 0));
    }
    every = Math.max(1, view.clients().size() / MOST_LINES);
    for (int i = 0; i < view.clients().size(); i += every) {
      double along = along(i, view.clients());
      line(graphics, at(0, along, 0), at(1, along, 0));
    }
    line(graphics, at(1, 1, 0), at(1, 1, 1));
    for (double tick : ticks.all()) {
      double up = tick / highest;
      graphics.setColor(Look.GRID);
      line(graphics, at(0, 1, up), at(1, 1, up));
      line(graphics, at(1, 1, up), at(1, 0, up));
      Point2D end = at(0, 1, up);
      lettering.right(
          ticks.text(tick), fonts.regular(11), Look.MUTED, end.getX() - 8, end.getY() + 4);
    }
    graphics.setColor(Look.MUTED);
    line(graphics, at(0, 1, 0), at(0, 1, 1));
    line(graphics, at(0, 0, 0), at(0, 1, 0));
    line(graphics, at(0, 0, 0), at(1, 0, 0));
  }

  private static void line(Graphics2D graphics, Point2D from, Point2D end) {
    graphics.draw(new Line2D.Double(from, end));
  }

  /** The pieces of the surface whose four corners were measured, the furthest first. */
  private List<Quad> quads() {
    Map<List<Integer>, SweepView.Spot> spots = new HashMap<>();
    view.spots().forEach(spot -> spots.put(List.of(spot.column(), spot.row()), spot));
    List<Quad> quads = new ArrayList<>();
    for (SweepView.Spot spot : view.spots()) {
      int column = spot.column();
      int row = spot.row();
      Optional<SweepView.Spot> right = Optional.ofNullable(spots.get(List.of(column + 1, row)));
      Optional<SweepView.Spot> far = Optional.ofNullable(spots.get(List.of(column + 1, row + 1)));
      Optional<SweepView.Spot> left = Optional.ofNullable(spots.get(List.of(column, row + 1)));
      if (right.isPresent() && far.isPresent() && left.isPresent()) {
        quads.add(new Quad(List.of(spot, right.get(), far.get(), left.get())));
      }
    }
    quads.sort(Comparator.comparingInt(Quad::depth).reversed());
    return quads;
  }

  private void quad(Graphics2D graphics, Quad quad) {
    var path = new Path2D.Double();
    for (SweepView.Spot corner : quad.corners()) {
      Point2D point = at(corner);
      if (path.getCurrentPoint() == null) {
        path.moveTo(point.getX(), point.getY());
      } else {
        path.lineTo(point.getX(), point.getY());
      }
    }
    path.closePath();
    graphics.setColor(Shades.of(quad.throughput() / highest));
    graphics.fill(path);
    boolean fine = Math.max(view.workers().size(), view.clients().size()) > 24;
    graphics.setColor(Color.WHITE);
    graphics.setStroke(new BasicStroke(fine ? 0.4f : 1.2f));
    graphics.draw(path);
  }

  /** What is not possible in red; the others only where no surface shows them. */
  private void points(Graphics2D graphics, boolean all) {
    graphics.setStroke(new BasicStroke(1));
    for (SweepView.Spot spot : view.spots()) {
      if (all || !spot.possible()) {
        Point2D point = at(spot);
        if (all) {
          graphics.setColor(Look.MUTED);
          line(
              graphics,
              at(along(spot.column(), view.workers()), along(spot.row(), view.clients()), 0),
              point);
        }
        graphics.setColor(spot.possible() ? Look.BUSY : Look.WRONG);
        graphics.fill(new Ellipse2D.Double(point.getX() - 4, point.getY() - 4, 8, 8));
      }
    }
  }

  private void axes(Lettering lettering) {
    Font small = fonts.regular(11);
    int every = (view.workers().size() + MOST_LABELS - 1) / MOST_LABELS;
    for (int i = 0; i < view.workers().size(); i += every) {
      Point2D end = at(along(i, view.workers()), 0, 0);
      lettering.left(
          String.valueOf(view.workers().get(i)),
          small,
          Look.MUTED,
          end.getX() + 6,
          end.getY() + 15);
    }
    every = (view.clients().size() + MOST_LABELS - 1) / MOST_LABELS;
    for (int i = 0; i < view.clients().size(); i += every) {
      Point2D end = at(0, along(i, view.clients()), 0);
      lettering.right(
          String.valueOf(view.clients().get(i)),
          small,
          Look.MUTED,
          end.getX() - 6,
          end.getY() + 15);
    }
    Font label = fonts.regular(12);
    Point2D workers = at(0.5, 0, 0);
    lettering.left("workers", label, Look.INK, workers.getX() + 40, workers.getY() + 34);
    Point2D clients = at(0, 0.5, 0);
    lettering.right("functions", label, Look.INK, clients.getX() - 40, clients.getY() + 34);
    Point2D up = at(0, 1, 0.5);
    lettering.upwards("throughput, tasks/s", label, Look.INK, up.getX() - 50, up.getY());
  }
}
