package freeworker.tests.planted.worker;

import freeworker.tests.planted.client.ImportsTheWorker;

public final class ImportsTheClient {
  public void offend() {
    new ImportsTheWorker().offend();
  }
}
