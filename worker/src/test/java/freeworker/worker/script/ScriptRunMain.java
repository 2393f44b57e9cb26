package freeworker.worker.script;

import freeworker.wire.job.Ending;
import freeworker.wire.job.Item;
import freeworker.wire.job.Script;
import freeworker.wire.parcel.Hash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Runs a script in a process of its own, and passes on what it writes. */
final class ScriptRunMain {
  private ScriptRunMain() {}

  /** Starts it for the script of a rig. */
  static Process start(Path folder, Path scratch, ScriptRig rig, String locale) throws IOException {
    Path kept = Files.createDirectories(folder.resolve("kept"));
    Script script = rig.script();
    Files.write(kept.resolve("script"), script.encode());
    for (Item item : script.files()) {
      Files.write(kept.resolve(item.content().toString()), rig.piece(item.content(), 0));
    }
    var builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ScriptRunMain.class.getName(),
                kept.toString(),
                scratch.toString()));
    builder.environment().remove("LANG");
    builder.environment().put("LC_ALL", locale);
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  public static void main(String[] args) throws IOException {
    Path kept = Path.of(args[0]);
    Script script = Script.decode(Files.readAllBytes(kept.resolve("script")));
    Ending ending = new ScriptRun(script, Path.of(args[1]), new Kept(kept)).run();
    if (!ending.why().isEmpty()) {
      System.err.println(ending);
    }
    System.exit(ending.code());
  }

  private record Kept(Path folder) implements ScriptRun.Broker {
    @Override
    public byte[] piece(Hash content, long offset) throws IOException {
      byte[] all = Files.readAllBytes(folder.resolve(content.toString()));
      return Arrays.copyOfRange(
          all, (int) offset, (int) Math.min(all.length, offset + Script.PIECE));
    }

    @Override
    public void wrote(int stream, long offset, byte[] bytes) {
      System.out.write(bytes, 0, bytes.length);
      System.out.flush();
    }
  }
}
