package freeworker.grapher;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The fonts of the charts, brought along: none need be installed. */
final class Fonts {
  private static final String REGULAR = "LiberationSans-Regular.ttf";
  private static final String BOLD = "LiberationSans-Bold.ttf";

  private final Font regular;
  private final Font bold;

  private Fonts(Font regular, Font bold) {
    this.regular = regular;
    this.bold = bold;
  }

  /**
   * Makes Java draw text without a font of this machine; before the first class that draws.
   *
   * @return a file that Java reads then, to be deleted after
   */
  static Path prepare() throws IOException {
    Path file = Files.createTempFile("freeworker-fonts", ".properties");
    try (InputStream in = resource("fontconfig.properties")) {
      Files.write(file, in.readAllBytes());
    }
    System.setProperty("java.awt.headless", "true");
    System.setProperty("sun.awt.fontconfig", file.toString());
    return file;
  }

  static Fonts load() throws IOException {
    return new Fonts(read(REGULAR), read(BOLD));
  }

  Font regular(float size) {
    return regular.deriveFont(size);
  }

  Font bold(float size) {
    return bold.deriveFont(size);
  }

  /** The font files, for outputs that embed them. */
  static InputStream file(boolean bold) {
    return resource(bold ? BOLD : REGULAR);
  }

  private static Font read(String name) throws IOException {
    try (InputStream in = resource(name)) {
      return Font.createFont(Font.TRUETYPE_FONT, in);
    } catch (FontFormatException e) {
      throw new IOException("the font " + name + " cannot be read", e);
    }
  }

  private static InputStream resource(String name) {
    InputStream in = Fonts.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(name + " is missing from the jar");
    }
    return in;
  }
}
