package freeworker.wire;

/** How RMI behaves in our own processes; it reads these once, so they are set first of all. */
public final class RmiSettings {
  private RmiSettings() {}

  /** Call before any class of RMI is loaded. */
  public static void apply() {
    System.setProperty("java.rmi.server.hostname", "127.0.0.1");
    System.setProperty("java.rmi.server.useCodebaseOnly", "true");
    System.setProperty("java.rmi.server.disableHttp", "true");
    System.setProperty("sun.rmi.server.suppressStackTraces", "true");
    // A door keeps its objects itself; the collector's list of who holds them is bounded by time
    // alone.
    System.setProperty("java.rmi.dgc.leaseValue", "10000");
    System.setProperty("sun.rmi.transport.tcp.readTimeout", "30000");
    System.setProperty("sun.rmi.transport.tcp.threadKeepAliveTime", "0");
  }
}
