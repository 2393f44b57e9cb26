package freeworker.grapher;

import freeworker.cli.Program;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** The program in a folder with the table of a sweep, and what it drew. */
final class SweepRuns {
  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  SweepRuns(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("profiling"));
  }

  SweepRuns table(String text) throws IOException {
    return file("benchmarks.csv", text);
  }

  SweepRuns file(String name, String text) throws IOException {
    Files.writeString(folder.resolve("profiling").resolve(name), text);
    return this;
  }

  int grapher(String... words) {
    var results = new PrintWriter(out);
    var rest = new PrintWriter(err);
    return Program.run(new GrapherCommand(results, rest, folder).line(), results, rest, words);
  }

  List<String> out() {
    return out.toString().lines().toList();
  }

  List<String> err() {
    return err.toString().lines().toList();
  }

  boolean drew(String name) {
    return Files.exists(folder.resolve("plots").resolve(name));
  }

  /** The words of a page, from 1. */
  String page(String name, int number) throws IOException {
    try (PDDocument document = Loader.loadPDF(folder.resolve("plots").resolve(name).toFile())) {
      var stripper = new PDFTextStripper();
      stripper.setStartPage(number);
      stripper.setEndPage(number);
      return stripper.getText(document);
    }
  }

  BufferedImage picture(String name) throws IOException {
    return ImageIO.read(folder.resolve("plots").resolve(name).toFile());
  }

  /** How many pixels of a picture have exactly this colour. */
  static int pixels(BufferedImage image, Color color) {
    int count = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        count += (image.getRGB(x, y) & 0xFFFFFF) == (color.getRGB() & 0xFFFFFF) ? 1 : 0;
      }
    }
    return count;
  }
}
