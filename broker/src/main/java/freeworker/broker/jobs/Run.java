package freeworker.broker.jobs;

import freeworker.JobId;
import freeworker.ledger.Lease;

/*
 * BEGINNING -> ON -> OVER, under the foreman's lock, and in his list from before it begins on the
 * disk until its end is there: so whoever cancels it finds it here or finds it waiting.
 */
/** An attempt at a job. */
final class Run {
  /** Where it stands. */
  enum Stage {
    BEGINNING,
    ON,
    OVER
  }

  final JobId id;
  final Submission job;
  final int attempt;
  final long session;
  final Lease lease;
  Stage stage = Stage.BEGINNING;

  /** Whether somebody does not want it any more. */
  boolean cancelled;

  Run(JobId id, Submission job, int attempt, long session, Lease lease) {
    this.id = id;
    this.job = job;
    this.attempt = attempt;
    this.session = session;
    this.lease = lease;
  }
}
