package freeworker.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A worker process as a history imagines it: it runs one task at a time and reports late. */
final class Machine {

  /** That a task began or ended, not yet told. */
  record Report(boolean began, Lease lease, String task, int count, int failed, long at) {}

  final int number;
  final Deque<Report> reports = new ArrayDeque<>();
  boolean alive;
  long recall;
  long toClear;

  /** The end that was told last. */
  @Nullable Report last;

  private long epoch;
  private long refused;
  private @Nullable Lease running;
  private String task = "";

  Machine(int number) {
    this.number = number;
  }

  WorkerId id() {
    return new WorkerId(number, epoch);
  }

  void revive() {
    die();
    epoch++;
    alive = true;
  }

  void die() {
    alive = false;
    reports.clear();
    running = null;
    last = null;
    recall = 0;
    refused = 0;
  }

  void refuse(long upTo) {
    refused = Math.max(refused, upTo);
  }

  /** Starts nothing of a refused lease, nor while anything runs. */
  void begin(Lease lease, String name, long now) {
    if (running == null && lease.worker().equals(id()) && alive && lease.number() > refused) {
      running = lease;
      task = name;
      refuse(lease.number() - 1);
      reports.add(new Report(true, lease, name, 0, 0, now));
    }
  }

  void end(int count, int failed, long now) {
    if (running != null) {
      reports.add(new Report(false, running, task, count, failed, now));
      running = null;
    }
  }

  /** Ends what runs of the leases that are to be cleared. */
  void cut(long now) {
    if (running != null && running.number() <= toClear) {
      end(1, 1, now);
    }
  }

  /** Whether it runs nothing and has told everything. */
  boolean isQuiet() {
    return alive && running == null && reports.isEmpty();
  }

  /** The recalled lease that it gives back now, or 0. */
  long recalled() {
    if (recall == 0 || (running != null && running.number() == recall)) {
      return 0;
    }
    long lease = recall;
    recall = 0;
    refuse(lease);
    return lease;
  }
}
