package freeworker.tests.planted.challenge;

import freeworker.tests.planted.client.ImportsTheWorker;

final class NeedsTheClient {
  void offend() {
    new ImportsTheWorker().offend();
  }
}
