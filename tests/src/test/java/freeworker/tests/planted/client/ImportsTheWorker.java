package freeworker.tests.planted.client;

import freeworker.tests.planted.worker.ImportsTheClient;

/** Allowed by itself; a cycle together with its opposite. */
public final class ImportsTheWorker {
  public void offend() {
    new ImportsTheClient().offend();
  }
}
