package freeworker.bench.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/*
 * Guarded by this: everything.
 */
/** Which worker process had which place, when it was stopped, and since when it is silent. */
final class Whereabouts {
  private final Map<Long, List<Life>> lives = new HashMap<>();

  /** Who died before the broker had named it. */
  private final Map<Long, Long> unnamed = new HashMap<>();

  private final Map<Long, Long> stopped = new HashMap<>();
  private final Set<ProcessHandle> seen = new HashSet<>();
  private int brokers;
  private long broker;

  /** The broker says who works where. */
  synchronized void placed(long pid, int number) {
    String place = place(number, brokers);
    List<Life> ofPid = lives.computeIfAbsent(pid, first -> new ArrayList<>());
    if (ofPid.isEmpty()) {
      ofPid.add(new Life(pid, place, unnamed.remove(pid)));
      return;
    }
    Life before = ofPid.get(ofPid.size() - 1);
    Long silent = before.silent();
    if (silent != null && !before.place().equals(place)) {
      // Another process with the number of that one; what is known of a stop may be its own.
      ofPid.add(new Life(pid, place, null));
      stopped.computeIfPresent(pid, (same, at) -> at <= silent ? null : at);
    }
  }

  /** The name of a worker's place; it belongs to the broker that gave it, counted from 1. */
  static String place(int number, int broker) {
    return broker <= 1 ? String.valueOf(number) : number + " of broker " + broker;
  }

  /** The place as people read it, or an empty text. */
  synchronized String words(long pid) {
    List<Life> ofPid = lives.get(pid);
    return ofPid == null ? "" : " (worker " + ofPid.get(ofPid.size() - 1).place() + ")";
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
    List<Life> ofPid = lives.get(pid);
    if (ofPid == null) {
      unnamed.putIfAbsent(pid, last);
      return;
    }
    Life life = ofPid.get(ofPid.size() - 1);
    if (life.silent() == null) {
      ofPid.set(ofPid.size() - 1, new Life(pid, life.place(), last));
    }
  }

  /** What is known of every process that had a place. */
  synchronized Lives lives() {
    Map<Long, List<Life>> copy = new HashMap<>();
    lives.forEach((pid, ofPid) -> copy.put(pid, List.copyOf(ofPid)));
    return new Lives(copy);
  }
}
