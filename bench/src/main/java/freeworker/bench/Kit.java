package freeworker.bench;

import freeworker.bench.run.Child;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the commands of a peer's JVMs are made of. */
final class Kit {
  private static final String CALLING = "freeworker.bench.peers.";
  private static final String SERVING = CALLING + "serving.";
  private static final String GEARMAN = "freeworker.bench.gearman.";
  private static final List<String> FLAGS =
      List.of("-Xms32m", "-Xmx512m", "-Djava.net.preferIPv4Stack=true");

  private final Path jars;
  private final String own;
  private final Path folder;

  /**
   * @param jars the folder with the jars of all peers
   * @param own which of them are this one's
   * @param folder where its processes run
   */
  Kit(Path jars, String own, Path folder) {
    this.jars = jars;
    this.own = own;
    this.folder = folder;
  }

  /** A port of this machine that was free just now. */
  static String port() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return String.valueOf(socket.getLocalPort());
    }
  }

  /** The flags that open packages of the JDK, each written as module/package. */
  static List<String> opened(String... packages) {
    return Stream.of(packages).map(name -> "--add-opens=" + name + "=ALL-UNNAMED").toList();
  }

  /** What serves, and knows no task. */
  ProcessBuilder serving(String main, List<String> flags, String... arguments) {
    return java(List.of("serving"), SERVING + main, flags, arguments);
  }

  /** What serves, with the class of the task installed. */
  ProcessBuilder installed(String main, List<String> flags, String... arguments) {
    return java(List.of("serving", "calling"), SERVING + main, flags, arguments);
  }

  /** The client. */
  ProcessBuilder calling(String main, List<String> flags, String... arguments) {
    return java(List.of("calling", "serving"), CALLING + main, flags, arguments);
  }

  /** A client or worker of Gearman, which needs no jars but ours. */
  ProcessBuilder gearman(String main, String... arguments) {
    return java(List.of("calling"), GEARMAN + main, List.of(), arguments);
  }

  private ProcessBuilder java(
      List<String> ours, String main, List<String> flags, String... arguments) {
    List<String> classPath = new ArrayList<>();
    for (String part : ours) {
      classPath.add(jars.resolve(part).resolve("*").toString());
    }
    classPath.add(jars.resolve(own).resolve("*").toString());
    List<String> all = new ArrayList<>(FLAGS);
    all.add("-Djava.io.tmpdir=" + folder);
    all.addAll(flags);
    String path = String.join(File.pathSeparator, classPath);
    return new ProcessBuilder(Child.command(path, main, all, List.of(arguments)));
  }
}
