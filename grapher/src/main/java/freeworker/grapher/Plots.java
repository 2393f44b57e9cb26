package freeworker.grapher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The folder where charts go, and what was written there. */
final class Plots {
  private final Path folder;
  private final Path out;
  private final Set<Output> outputs;
  private final List<String> written = new ArrayList<>();

  /**
   * @param folder what names are relative to
   * @param out where to put the charts, relative to it
   * @param outputs what each is written as
   */
  Plots(Path folder, Path out, Set<Output> outputs) {
    this.folder = folder;
    this.out = out;
    this.outputs = outputs;
  }

  Set<Output> outputs() {
    return outputs;
  }

  /** Writes a file of one sheet. */
  void sheet(String name, Output output, Sheet sheet) throws IOException {
    file(name, output, file -> output.draw(sheet, file));
  }

  /** Writes one page of everything. */
  void page(String name, Html page) throws IOException {
    file(name, Output.HTML, file -> file.write(page.bytes()));
  }

  void file(String name, Output output, Output.Writing writing) throws IOException {
    String whole = name + "." + output.ending();
    Output.write(folder.resolve(out), whole, writing);
    written.add(out.resolve(whole).toString());
  }

  /** What was written, as a user would name it. */
  List<String> written() {
    return List.copyOf(written);
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
