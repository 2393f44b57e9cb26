package freeworker.bench.chaos;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/*
 * Guarded by this: everything.
 */
/** Which worker process had which place, when it was stopped, and since when it is silent. */
final class Whereabouts {
  private final Map<Long, String> places = new HashMap<>();
  private final Map<Long, Long> silent = new HashMap<>();
  private final Map<Long, Long> stopped = new HashMap<>();
  private final Set<ProcessHandle> seen = new HashSet<>();
  private int brokers = 1;

  /** The broker says who works where. */
  synchronized void placed(long pid, int number) {
    places.putIfAbsent(pid, place(number));
  }

  /** The name of a worker's place in the run of the broker that is on. */
  synchronized String place(int number) {
    return brokers == 1 ? String.valueOf(number) : number + " of broker " + brokers;
  }

  /** The place as people read it, or an empty text. */
  synchronized String words(long pid) {
    String place = places.get(pid);
    return place == null ? "" : " (worker " + place + ")";
  }

  /** Another broker runs from now on. */
  synchronized void nextBroker() {
    brokers++;
  }

  synchronized int brokers() {
    return brokers;
  }

  synchronized void seen(ProcessHandle process) {
    seen.add(process);
  }

  synchronized Set<ProcessHandle> seen() {
    return Set.copyOf(seen);
  }

  synchronized void stopped(long pid, long at) {
    stopped.putIfAbsent(pid, at);
  }

  synchronized void goesOn(long pid) {
    stopped.remove(pid);
  }

  synchronized boolean isStopped(long pid) {
    return stopped.containsKey(pid);
  }

  /** A process died, or is about to; it said its last then, or before it was stopped. */
  synchronized void dies(long pid, long at) {
    Long since = stopped.get(pid);
    silent.putIfAbsent(pid, since == null ? at : since);
  }

  /** What is known of every process that had a place. */
  synchronized Map<Long, Life> lives() {
    Map<Long, Life> lives = new HashMap<>();
    places.forEach((pid, place) -> lives.put(pid, new Life(pid, place, silent.get(pid))));
    return lives;
  }
}
