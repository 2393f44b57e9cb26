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
    System.setProperty("sun.rmi.transport.tcp.readTimeout", "30000");
    System.setProperty("sun.rmi.transport.tcp.threadKeepAliveTime", "0");
  }
}
