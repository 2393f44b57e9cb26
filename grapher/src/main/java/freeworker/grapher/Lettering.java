package freeworker.grapher;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** The words on a sheet: its heading, its footnotes, and text at either side of a point. */
final class Lettering {
  /** Below the heading and its gap. */
  static final int TOP = 76;

  static final int LEFT = 20;
  static final int FOOTNOTE = 17;
  private static final FontRenderContext EXACT =
      new FontRenderContext(new AffineTransform(), true, true);
  private static final float SMALLEST = 7;

  private final Graphics2D graphics;
  private final Fonts fonts;

  Lettering(Graphics2D graphics, Fonts fonts) {
    this.graphics = graphics;
    this.fonts = fonts;
  }

  static double width(String text, Font font) {
    return font.getStringBounds(text, EXACT).getWidth();
  }

  /** A white sheet with a sentence in bold and one line below it. */
  void heading(int height, String title, String subtitle) {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fill(new Rectangle2D.Double(0, 0, Look.WIDTH, height));
    left(title, fitting(title, fonts.bold(17)), Look.INK, LEFT, 31);
    left(subtitle, fitting(subtitle, fonts.regular(12)), Look.MUTED, LEFT, 51);
  }

  /** Lines of small text, the first with its foot at this height. */
  void footnotes(List<String> lines, double y) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      left(line, fitting(line, fonts.regular(11)), Look.MUTED, LEFT, y + i * FOOTNOTE);
    }
  }

  void left(String text, Font font, Color color, double x, double y) {
    graphics.setFont(font);
    graphics.setColor(color);
    graphics.drawString(text, (float) x, (float) y);
  }

  void centre(String text, Font font, Color color, double x, double y) {
    left(text, font, color, x - width(text, font) / 2, y);
  }

  void right(String text, Font font, Color color, double x, double y) {
    left(text, font, color, x - width(text, font), y);
  }

  /** Text that reads upwards, its middle at this point. */
  void upwards(String text, Font font, Color color, double x, double y) {
    AffineTransform before = graphics.getTransform();
    graphics.rotate(-Math.PI / 2, x, y);
    centre(text, font, color, x, y);
    graphics.setTransform(before);
  }

  /** The font, made smaller where the text would leave the sheet. */
  private static Font fitting(String text, Font font) {
    double room = Look.WIDTH - 2.0 * LEFT;
    double share = room / Math.max(room, width(text, font));
    return font.deriveFont(Math.max(SMALLEST, (float) (font.getSize2D() * share)));
  }
}
