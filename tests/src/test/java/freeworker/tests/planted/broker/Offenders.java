package freeworker.tests.planted.broker;

import freeworker.tests.planted.client.ImportsTheWorker;
import freeworker.tests.planted.worker.ImportsTheClient;

final class NeedsTheWorker {
  void offend() {
    new ImportsTheClient().offend();
  }
}

final class NeedsTheClient {
  void offend() {
    new ImportsTheWorker().offend();
  }
}
