package freeworker.bench.chaos;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a client asked for and what it got; a line each, written at once. */
final class ClientLog implements AutoCloseable {
  static final char ASKED = 'Q';
  static final char ANSWERED = 'A';
  static final char FAILED = 'E';
  static final String END = "END";

  private final FileOutputStream out;

  ClientLog(Path file) throws IOException {
    out = new FileOutputStream(file.toFile(), true);
  }

  void asked(String task, Way way, int number) {
    write(ASKED + " " + task + " " + way + " " + number);
  }

  void answered(String task, Stamped.Receipt receipt) {
    write(ANSWERED + " " + task + " " + receipt.attempt() + " " + receipt.square());
  }

  void failed(String task, Throwable failure) {
    String message = String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
    write(FAILED + " " + task + " " + failure.getClass().getSimpleName() + " " + message);
  }

  /** Every task that was asked for has its line. */
  void end() {
    write(END);
  }

  private synchronized void write(String line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
