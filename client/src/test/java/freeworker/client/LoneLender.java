package freeworker.client;

import freeworker.wire.Grant;
import freeworker.wire.Sizes;

/** A lender of one worker, in all that a test does not say of its own. */
abstract class LoneLender implements Lender {
  @Override
  public GangLender forGang() {
    throw new AssertionError("nobody calls a gang");
  }

  @Override
  public void waiting(int waiters, boolean kept) {}

  @Override
  public void free(Grant grant) {}

  @Override
  public void cancel(Grant grant) {}

  @Override
  public int workers() {
    return 1;
  }

  @Override
  public Sizes sizes() {
    return Sizes.USUAL;
  }

  @Override
  public String place() {
    return "a test";
  }

  @Override
  public void close(Runnable last) {
    last.run();
  }
}
