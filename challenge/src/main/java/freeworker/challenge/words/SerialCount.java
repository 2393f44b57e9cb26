package freeworker.challenge.words;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Counts words alone: what a gang is measured against, and has to agree with. */
public final class SerialCount {
  private static final int BUFFER = 256 * 1024;

  private SerialCount() {}

  /** Writes each word of the files with its count; what cannot be read is passed over. */
  public static void count(Splitting splitting, Listing listing, Path result)
      throws IOException, InterruptedException {
    var table = new WordTable(Long.MAX_VALUE);
    var batch =
        new Batch(
            table,
            () -> {
              throw new IOException("these are too many words for one");
            });
    var tokens = new Tokens(splitting, batch);
    var buffer = new byte[BUFFER];
    for (Path file : listing.files()) {
      try (var text = new FileText(file.toString(), 0)) {
        new Passage(text, splitting, buffer).toTheEnd(tokens);
      } catch (Unreadable e) {
        tokens.drop();
      }
    }
    batch.flush();
    var pen = new Pen(BUFFER);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(result))) {
      for (int word : table.byCount()) {
        pen.line(table.bytes(), table.start(word), table.length(word), table.count(word));
        out.write(pen.bytes(), 0, pen.length());
        pen.clear();
      }
    }
  }
}
