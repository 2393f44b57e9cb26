package freeworker.grapher;

import java.awt.Graphics2D;

/** A picture as wide as all charts, of a height of its own. */
interface Sheet {
  int height();

  /** Paints the whole sheet, its white ground too. */
  void paint(Graphics2D graphics);
}
