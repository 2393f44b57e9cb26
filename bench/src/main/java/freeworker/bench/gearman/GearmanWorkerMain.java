package freeworker.bench.gearman;

import freeworker.bench.gearman.Packet.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A worker of Gearman that squares; ends with its standard input. */
public final class GearmanWorkerMain {
  private GearmanWorkerMain() {}

  /** Knows the port of the job server. */
  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[0]);
    var worker = new Thread(() -> work(port), "worker");
    worker.setDaemon(true);
    worker.start();
    while (System.in.read() >= 0) {
      // There are no orders but the end.
    }
    System.exit(0);
  }

  private static void work(int port) {
    try {
      Connection server = Connection.open(port);
      server.write(Packet.of(Kind.CAN_DO, Connection.SQUARE));
      server.write(Packet.of(Kind.GRAB_JOB));
      while (true) {
        server.flush();
        Packet packet = server.read();
        switch (packet.kind()) {
          case JOB_ASSIGN -> {
            String handle = packet.arguments().get(0);
            int side = Integer.parseInt(packet.arguments().get(2));
            server.write(Packet.of(Kind.WORK_COMPLETE, handle, String.valueOf(side * side)));
            server.write(Packet.of(Kind.GRAB_JOB));
          }
          case NO_JOB -> server.write(Packet.of(Kind.PRE_SLEEP));
          case NOOP -> server.write(Packet.of(Kind.GRAB_JOB));
          default -> throw new IOException("A worker cannot be sent " + packet + ".");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
