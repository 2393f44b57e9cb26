package freeworker;

/**
 * One of a gang, as its own task sees it: who it is, and the way to the others. For use by many
 * threads of that task, as long as it runs.
 *
 * <p>Letters from one to another arrive once and in their order. They go straight from worker to
 * worker; whoever sends waits while the box of the other is full.
 */
public interface Member {
  /** The rank of the program that called the gang. */
  int CALLER = -1;

  /** From 0. */
  int rank();

  /** How many members there are. */
  int size();

  /**
   * Sends bytes to a member, or to the {@link #CALLER}; nobody may change them afterwards.
   *
   * @throws GangBroken when the other has ended, or is not reached
   */
  void send(int to, byte[] bytes) throws InterruptedException;

  /**
   * Waits for the next letter of this one.
   *
   * @throws GangBroken when there will be none: it has ended
   */
  byte[] receive(int from) throws InterruptedException;

  /** Waits for the next letter of whomever. */
  Letter receive() throws InterruptedException;

  /** Waits until each member has come to its barrier as often as this one; for one thread. */
  void barrier() throws InterruptedException;
}
