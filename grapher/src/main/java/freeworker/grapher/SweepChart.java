package freeworker.grapher;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A heat map: workers to the right, clients upwards, the darker the more tasks a second. */
final class SweepChart implements Sheet {
  private static final int LEFT = 76;
  private static final int ROOM = Look.WIDTH - LEFT - 24;
  private static final int TALLEST = 640;
  private static final int WIDEST_CELL = 215;
  private static final int TALLEST_CELL = 88;
  private static final int BELOW = 56;

  /** More cells than this are not drawn one by one where they are missing. */
  private static final int MOST_MISSING = 20_000;

  private final SweepView view;
  private final Fonts fonts;
  private final double width;
  private final double height;
  private final double gap;
  private final CellText text;

  SweepChart(SweepView view, Look look) {
    this.view = view;
    fonts = look.fonts();
    width = size(ROOM, view.workers().size(), WIDEST_CELL);
    height = size(TALLEST, view.clients().size(), TALLEST_CELL);
    double smaller = Math.min(width, height);
    gap = smaller >= 30 ? 3 : smaller >= 12 ? 2 : smaller >= 4 ? 1 : 0;
    text = CellText.fitting(view.spots(), fonts, width - gap, height - gap);
  }

  private static double size(int room, int count, int most) {
    double size = Math.min(most, room / (double) count);
    return size >= 2 ? Math.floor(size) : size;
  }

  private double bottom() {
    return Lettering.TOP + height * view.clients().size();
  }

  private double x(int column) {
    return LEFT + column * width;
  }

  private double y(int row) {
    return bottom() - (row + 1) * height;
  }

  /** Where a cell is seen, without the gap beside it. */
  Rectangle2D place(int column, int row) {
    return new Rectangle2D.Double(x(column), y(row), width - gap, height - gap);
  }

  @Override
  public int height() {
    int notes = view.footnotes().size();
    return (int) Math.ceil(bottom())
        + BELOW
        + notes * Lettering.FOOTNOTE
        + (text.value() == 0 ? 40 : 0);
  }

  @Override
  public void paint(Graphics2D graphics) {
    var lettering = new Lettering(graphics, fonts);
    lettering.heading(height(), view.title(), view.subtitle());
    missing(graphics);
    for (SweepView.Spot spot : view.spots()) {
      cell(graphics, lettering, spot);
    }
    axes(lettering);
    double foot = bottom() + BELOW;
    if (text.value() == 0) {
      scale(graphics, lettering, foot);
      foot += 40;
    }
    lettering.footnotes(view.footnotes(), foot);
  }

  private void missing(Graphics2D graphics) {
    if (view.missing() == 0) {
      return;
    }
    if (view.missing() > MOST_MISSING) {
      graphics.setColor(Look.LANE);
      graphics.fill(
          new Rectangle2D.Double(
              LEFT, Lettering.TOP, x(view.workers().size()) - LEFT, bottom() - Lettering.TOP));
      return;
    }
    Set<List<Integer>> there = new HashSet<>();
    view.spots().forEach(spot -> there.add(List.of(spot.column(), spot.row())));
    graphics.setStroke(new BasicStroke(1));
    for (int column = 0; column < view.workers().size(); column++) {
      for (int row = 0; row < view.clients().size(); row++) {
        if (!there.contains(List.of(column, row))) {
          Rectangle2D place = place(column, row);
          graphics.setColor(Look.LANE);
          graphics.fill(place);
          graphics.setColor(Look.MUTED);
          graphics.draw(
              new Line2D.Double(place.getX(), place.getMaxY(), place.getMaxX(), place.getY()));
        }
      }
    }
  }

  private void cell(Graphics2D graphics, Lettering lettering, SweepView.Spot spot) {
    Rectangle2D place = place(spot.column(), spot.row());
    boolean wrong = !spot.possible();
    Font small = fonts.bold(Math.max(8, text.share()));
    String label =
        text.share() == 0
            ? ""
            : CellText.label(spot.cell().shareOfLimit(), small, place.getWidth());
    Color ground = Shades.of(spot.cell().throughput() / Math.max(view.highest(), 1e-300));
    if (wrong) {
      ground = label.isEmpty() ? Look.WRONG : Shades.NOT_POSSIBLE;
    }
    graphics.setColor(ground);
    graphics.fill(place);
    if (text.value() == 0) {
      return;
    }
    double lines = text.value() * 0.75 + (text.share() == 0 ? 0 : text.share() + 6);
    double foot = place.getCenterY() - lines / 2 + text.value() * 0.75;
    Color ink = Shades.on(ground);
    lettering.centre(
        text.number(spot.cell().throughput()),
        fonts.bold(text.value()),
        ink,
        place.getCenterX(),
        foot);
    double second = foot + text.share() + 6;
    if (wrong && !label.isEmpty()) {
      double wide = Lettering.width(label, small) + 10;
      graphics.setColor(Look.WRONG);
      graphics.fill(
          new Rectangle2D.Double(
              place.getCenterX() - wide / 2, second - text.share(), wide, text.share() + 4));
      lettering.centre(label, small, Color.WHITE, place.getCenterX(), second);
    } else if (!wrong && text.share() > 0) {
      lettering.centre(
          text.below(spot), fonts.regular(text.share()), ink, place.getCenterX(), second);
    }
  }

  private void axes(Lettering lettering) {
    Font small = fonts.regular(11);
    int every = (int) Math.ceil(widest(view.workers(), small) / width);
    for (int column = 0; column < view.workers().size(); column += every) {
      lettering.centre(
          String.valueOf(view.workers().get(column)),
          small,
          Look.MUTED,
          place(column, 0).getCenterX(),
          bottom() + 16);
    }
    every = (int) Math.ceil(14 / height);
    for (int row = 0; row < view.clients().size(); row += every) {
      lettering.right(
          String.valueOf(view.clients().get(row)),
          small,
          Look.MUTED,
          LEFT - 8,
          place(0, row).getCenterY() + 4);
    }
    lettering.centre(
        "workers",
        fonts.regular(12),
        Look.MUTED,
        LEFT + width * view.workers().size() / 2,
        bottom() + 33);
    lettering.upwards(
        "clients at once",
        fonts.regular(12),
        Look.MUTED,
        LEFT - 46,
        (Lettering.TOP + bottom()) / 2);
  }

  private static double widest(List<Integer> numbers, Font font) {
    return Lettering.width(String.valueOf(numbers.get(numbers.size() - 1)), font) + 6;
  }

  /** What the shades mean, where the cells have no room to say it. */
  private void scale(Graphics2D graphics, Lettering lettering, double top) {
    int steps = 100;
    for (int i = 0; i < steps; i++) {
      graphics.setColor(Shades.of((i + 0.5) / steps));
      graphics.fill(new Rectangle2D.Double(LEFT + i * 3.0, top - 6, 3, 10));
    }
    lettering.left("0", fonts.regular(11), Look.MUTED, LEFT, top + 17);
    lettering.right(
        Words.rate(view.highest()) + " tasks/s",
        fonts.regular(11),
        Look.MUTED,
        LEFT + steps * 3.0,
        top + 17);
  }
}
