package freeworker.grapher;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Writes sheets as files; a file is there whole or not at all. */
final class SheetFile {
  /** A sheet's unit is a ninety-sixth of an inch, a page's a seventy-second. */
  private static final float PAGE = 0.75f;

  private static final int PIXELS = 2;

  private SheetFile() {}

  /** One document, a page for each sheet. */
  static void pdf(List<Sheet> sheets, Path folder, String name) throws IOException {
    whole(folder, name + ".pdf", out -> pages(sheets, out));
  }

  /** One picture of one sheet. */
  static void png(Sheet sheet, Path folder, String name) throws IOException {
    whole(folder, name + ".png", out -> picture(sheet, out));
  }

  private static void pages(List<Sheet> sheets, OutputStream out) throws IOException {
    try (var document = new PDDocument();
        var fonts = new PdfBoxGraphics2DFontTextDrawer()) {
      fonts.registerFont("Liberation Sans", Fonts.file(false));
      fonts.registerFont("Liberation Sans Bold", Fonts.file(true));
      for (Sheet sheet : sheets) {
        float width = Look.WIDTH * PAGE;
        float height = sheet.height() * PAGE;
        var page = new PDPage(new PDRectangle(width, height));
        document.addPage(page);
        var graphics = new PdfBoxGraphics2D(document, width, height);
        graphics.setFontTextDrawer(fonts);
        graphics.scale(PAGE, PAGE);
        sheet.paint(graphics);
        graphics.dispose();
        try (var content = new PDPageContentStream(document, page)) {
          content.drawForm(graphics.getXFormObject());
        }
      }
      document.save(out);
    }
  }

  private static void picture(Sheet sheet, OutputStream out) throws IOException {
    var image =
        new BufferedImage(Look.WIDTH * PIXELS, sheet.height() * PIXELS, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    graphics.scale(PIXELS, PIXELS);
    sheet.paint(graphics);
    graphics.dispose();
    ImageIO.write(image, "png", out);
  }

  private interface Content {
    void write(OutputStream out) throws IOException;
  }

  private static void whole(Path folder, String name, Content content) throws IOException {
    Path part = folder.resolve("." + name + "." + ProcessHandle.current().pid() + ".part");
    Files.createDirectories(folder);
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        content.write(out);
      }
      Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
