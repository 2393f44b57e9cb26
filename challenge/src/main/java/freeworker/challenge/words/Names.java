package freeworker.challenge.words;

import java.util.function.Consumer;

/** The parts of files with their names, in letters: of a name only how it differs from the last. */
final class Names {
  private final int size;
  private final Consumer<byte[]> send;
  private final Pen pen;
  private String last = "";

  /**
   * @param size how long a letter gets, or somewhat longer
   */
  Names(int size, Consumer<byte[]> send) {
    this.size = size;
    this.send = send;
    this.pen = Pen.letter(Kind.FILES, size + 1024);
  }

  void add(Part part, String name) {
    int shared = 0;
    int most = Math.min(last.length(), name.length());
    while (shared < most && last.charAt(shared) == name.charAt(shared)) {
      shared++;
    }
    if (shared > 0 && Character.isHighSurrogate(name.charAt(shared - 1))) {
      shared--;
    }
    pen.number(part.file()).number(part.begin()).number(part.size()).number(part.last() ? 1 : 0);
    pen.number(shared).text(name.substring(shared));
    last = name;
    if (pen.length() >= size) {
      flush();
    }
  }

  void flush() {
    if (pen.length() > 1) {
      send.accept(pen.copy());
      pen.kind(Kind.FILES);
      last = "";
    }
  }

  /** Who is told of each part. */
  interface Reader {
    void take(Part part, String name) throws Exception;
  }

  static void read(byte[] letter, Reader reader) throws Exception {
    var page = new Page(letter);
    String last = "";
    while (page.more()) {
      int file = page.small();
      long begin = page.number();
      long size = page.number();
      boolean end = page.number() == 1;
      last = last.substring(0, page.small()) + page.text();
      reader.take(new Part(file, begin, begin + size, end), last);
    }
  }
}
