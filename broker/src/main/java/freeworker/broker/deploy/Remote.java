package freeworker.broker.deploy;

import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;

/** How hosts are asked to do something. */
interface Remote {
  /**
   * Has a host run a script.
   *
   * @param load what follows the script on its standard input
   * @param sent is told how many bytes of the load are on their way
   * @param silence for how long nothing may move, in either direction
   * @throws Trouble when it could not be asked, or fell silent
   */
  Answer ask(Host host, Script script, byte[] load, LongConsumer sent, Duration silence)
      throws Trouble, InterruptedException;

  /**
   * Whether ssh to a host comes to this very machine.
   *
   * @throws Trouble when ssh does not say
   */
  boolean isHere(Host host) throws Trouble, InterruptedException;

  /** What it said, and with which code it ended. */
  record Answer(int code, List<String> out, List<String> err) {
    public Answer {
      out = List.copyOf(out);
      err = List.copyOf(err);
    }
  }
}
