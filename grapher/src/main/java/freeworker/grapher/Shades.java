package freeworker.grapher;

import java.awt.Color;

/** Shades of blue from light to dark, and the text that can be read on them. */
final class Shades {
  static final Color NOT_POSSIBLE = new Color(0xFDE8EC);

  /** The contrast that WCAG asks for at the least. */
  static final double READABLE = 4.5;

  private static final Color LIGHT = new Color(0xDBE7FD);
  private static final Color DARK = new Color(0x1E3A8A);

  private Shades() {}

  /**
   * @param share from 0, light, over {@link Look#BUSY} to 1, dark
   */
  static Color of(double share) {
    double within = Math.max(0, Math.min(1, share));
    return within < 0.6
        ? between(LIGHT, Look.BUSY, within / 0.6)
        : between(Look.BUSY, DARK, (within - 0.6) / 0.4);
  }

  private static Color between(Color one, Color other, double share) {
    return new Color(
        mean(one.getRed(), other.getRed(), share),
        mean(one.getGreen(), other.getGreen(), share),
        mean(one.getBlue(), other.getBlue(), share));
  }

  private static int mean(int one, int other, double share) {
    return (int) Math.round(one + (other - one) * share);
  }

  /** Ink or white, whichever stands out more; black on the few shades where neither does. */
  static Color on(Color ground) {
    for (Color text : new Color[] {Look.INK, Color.WHITE}) {
      if (contrast(text, ground) >= READABLE) {
        return text;
      }
    }
    return contrast(Color.BLACK, ground) >= READABLE ? Color.BLACK : Color.WHITE;
  }

  /** The contrast of two colours as WCAG defines it, from 1 to 21. */
  static double contrast(Color one, Color other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
