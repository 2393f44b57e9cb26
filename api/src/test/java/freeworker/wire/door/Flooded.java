package freeworker.wire.door;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A door in a process of its own, and what its callers know about it. */
final class Flooded implements AutoCloseable {
  final InetSocketAddress where;
  final byte[] stub;
  final byte[] pin;
  final List<Credential> keys = new ArrayList<>();
  private final Process process;

  private Flooded(Process process, String[] said, List<String> names) {
    this.process = process;
    where = new InetSocketAddress(OpenDoor.HERE, Integer.parseInt(said[0]));
    stub = HexFormat.of().parseHex(said[1]);
    pin = HexFormat.of().parseHex(said[2]);
    for (int i = 0; i < names.size(); i++) {
      byte[] secret = HexFormat.of().parseHex(said[3 + i]);
      keys.add(new Credential(Role.CLIENT, names.get(i), secret));
    }
  }

  static Flooded start(String heap, List<String> names) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(FloodedDoor.class.getName());
    command.addAll(names);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    var out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the flooded door did not start");
    }
    return new Flooded(process, line.split(" ", -1), names);
  }

  boolean alive() {
    return process.isAlive();
  }

  /** What the first of the names knows of it. */
  Target target() {
    return new Target(where, stub, pin, Raw.asking(), FloodedDoor.BOUNDS.request(), keys.get(0));
  }

  /** Inside, with this key. */
  Raw inside(Credential key) throws IOException {
    var raw = new Raw(where);
    try {
      raw.prove(key);
      if (!raw.greet()) {
        throw new IOException("the door closed");
      }
      return raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** How many threads a real client is told that there are, and were at most. */
  int[] threads(Credential key, boolean sealed) throws IOException {
    var visit = new Visit("localhost", where.getPort(), key, pin, sealed);
    ByteBuffer said = ByteBuffer.wrap(visit.ask(OpenDoor.DESK, Desk.class).ask(new byte[200_000]));
    return new int[] {said.getInt(), said.getInt()};
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroyForcibly();
  }
}
