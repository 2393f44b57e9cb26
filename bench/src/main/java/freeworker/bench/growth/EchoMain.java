package freeworker.bench.growth;

import freeworker.bench.run.PlainServer;

/** The floor of payloads: a server of plain RMI, which ends with its standard input. */
public final class EchoMain {
  static final String NAME = "echo";

  private EchoMain() {}

  /** Serves, and says its port. */
  public static void main(String[] args) throws Exception {
    System.setProperty("java.rmi.server.hostname", "127.0.0.1");
    PlainServer.serve(PlainServer.open(NAME, new Echo(), 0), System.in, System.out);
    System.exit(0);
  }

  private static final class Echo implements PlainEcho {
    @Override
    public int take(byte[] bytes) {
      return bytes.length;
    }

    @Override
    public byte[] give(int count) {
      return new byte[count];
    }
  }
}
