package freeworker.broker.jobs;

import freeworker.Job;
import freeworker.JobId;
import freeworker.JobRefused;
import freeworker.JobRefused.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the store knows of jobs, as it is told to those who may see them. */
final class JobSheet {
  private JobSheet() {}

  /**
   * @throws JobRefused when it is kept no more
   */
  static Standing standing(JobStore store, JobId id) throws IOException {
    return store.standing(id).orElseThrow(() -> expired(id));
  }

  private static JobRefused expired(JobId id) {
    return new JobRefused(Reason.UNKNOWN, "job " + id + " has just expired.");
  }

  /** A job, or an array as a whole, as it stands now. */
  static Job now(JobStore store, Submission job, long element) throws IOException {
    Summary summary = summary(store, job.number());
    if (element == JobId.ALONE && job.first() != JobId.ALONE) {
      return array(summary);
    }
    var id = new JobId(job.number(), element);
    var tries = new ArrayList<Job.Try>();
    for (Attempt attempt : store.attempts(id)) {
      tries.add(
          new Job.Try(
              attempt.number(),
              attempt.worker(),
              attempt.began(),
              attempt.ended(),
              attempt.how(),
              attempt.code(),
              attempt.why(),
              attempt.output(),
              attempt.errors(),
              attempt.files()));
    }
    return job(summary, standing(store, id), tries);
  }

  /**
   * @throws JobRefused when it is kept no more
   */
  static Summary summary(JobStore store, long number) throws IOException {
    return store.summary(number).orElseThrow(() -> expired(new JobId(number, JobId.ALONE)));
  }

  /** The same in short, without its attempts. */
  static Job line(JobStore store, Summary job) throws IOException {
    return job.first() == JobId.ALONE
        ? job(job, standing(store, new JobId(job.number(), JobId.ALONE)), List.of())
        : array(job);
  }

  private static Job job(Summary of, Standing standing, List<Job.Try> tries) {
    return new Job(
        standing.id(),
        of.owner(),
        of.name(),
        standing.state(),
        1,
        Map.of(),
        standing.attempts(),
        standing.code(),
        standing.why(),
        standing.worker(),
        of.at(),
        standing.began(),
        standing.ended(),
        tries);
  }

  private static Job array(Summary of) {
    return new Job(
        new JobId(of.number(), JobId.ALONE),
        of.owner(),
        of.name(),
        JobRules.ofArray(of.counts()),
        of.size(),
        of.counts(),
        0,
        0,
        "",
        -1,
        of.at(),
        0,
        0,
        List.of());
  }
}
