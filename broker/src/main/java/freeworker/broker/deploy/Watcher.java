package freeworker.broker.deploy;

/** Who is told how far a host is. */
interface Watcher {
  /** Something begins; the words say more, or nothing. */
  void begins(Host host, Stage stage, String words);

  /** So many bytes of all are on their way to a host. */
  void sent(Host host, long bytes, long all);

  /** A host is done with. */
  void done(Report report);
}
