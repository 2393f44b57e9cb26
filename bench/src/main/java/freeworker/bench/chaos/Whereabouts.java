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
  private int brokers;
  private long broker;

  /** The broker says who works where. */
  synchronized void placed(long pid, int number) {
    places.putIfAbsent(pid, place(number, brokers));
  }

  /** The name of a worker's place; it belongs to the broker that gave it, counted from 1. */
  static String place(int number, int broker) {
    return broker <= 1 ? String.valueOf(number) : number + " of broker " + broker;
  }

  /** The place as people read it, or an empty text. */
  synchronized String words(long pid) {
    String place = places.get(pid);
    return place == null ? "" : " (worker " + place + ")";
  }

  /** A broker runs from now on; it gives the places anew. */
  synchronized void broker(long pid) {
    broker = pid;
    brokers++;
  }

  /** How many brokers there were, with the one that runs. */
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

  /**
   * A process died, or is about to. It said its last then, or before it was stopped, or before
   * nobody listened because the broker was.
   */
  synchronized void dies(long pid, long at) {
    long last = Math.min(stopped.getOrDefault(pid, at), stopped.getOrDefault(broker, at));
    silent.putIfAbsent(pid, last);
  }

  /** What is known of every process that had a place. */
  synchronized Map<Long, Life> lives() {
    Map<Long, Life> lives = new HashMap<>();
    places.forEach((pid, place) -> lives.put(pid, new Life(pid, place, silent.get(pid))));
    return lives;
  }
}
