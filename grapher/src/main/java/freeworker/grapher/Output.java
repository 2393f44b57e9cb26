package freeworker.grapher;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Writes sheets as files; a file is there whole or not at all. */
enum Output {
  PDF {
    @Override
    void draw(Sheet sheet, OutputStream out) throws IOException {
      pages(List.of(sheet), out);
    }
  },
  PNG {
    @Override
    void draw(Sheet sheet, OutputStream out) throws IOException {
      int scale = 2;
      var image =
          new BufferedImage(Look.WIDTH * scale, sheet.height() * scale, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      graphics.scale(scale, scale);
      sheet.paint(graphics);
      graphics.dispose();
      ImageIO.write(image, "png", out);
    }
  },
  SVG {
    @Override
    void draw(Sheet sheet, OutputStream out) throws IOException {
      out.write(new Svg("chart", sheet).text().getBytes(StandardCharsets.UTF_8));
    }
  },
  /** One page with all charts. */
  HTML {
    @Override
    void draw(Sheet sheet, OutputStream out) {
      throw new UnsupportedOperationException("a page holds several charts");
    }
  };

  /** A sheet's unit is a ninety-sixth of an inch, a page's a seventy-second. */
  private static final float PAGE = 0.75f;

  /** Writes a file that is not in its place yet. */
  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  abstract void draw(Sheet sheet, OutputStream out) throws IOException;

  /** Writes one document, a page for each sheet. */
  static void pages(List<Sheet> sheets, OutputStream out) throws IOException {
    try (var document = new PDDocument();
        var fonts = new PdfBoxGraphics2DFontTextDrawer()) {
      // Otherwise the time of day, and the same sheets would not make the same file.
      document.setDocumentId(0L);
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

  /** Writes a file beside its place and puts it there when it is whole. */
  static void write(Path folder, String name, Writing writing) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
    Path part = folder.resolve("." + name + "." + ProcessHandle.current().pid() + ".part");
    Files.deleteIfExists(part);
    try {
      // Whatever else lies there under that name, such as a link to elsewhere, is not written to.
      try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE_NEW)) {
        writing.to(out);
      }
      Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  String ending() {
    return name().toLowerCase(Locale.ROOT);
  }
}
