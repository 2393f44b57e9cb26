package freeworker.broker.jobs;

import freeworker.JobId;
import java.util.Objects;

/**
 * One time that a job was begun.
 *
 * @param number counted from 1
 * @param how how it ended: a word of {@link freeworker.wire.job.Ending.How}, {@code lost} when its
 *     worker was; empty while it runs
 * @param output how many bytes of its standard output are kept
 * @param errors the same of its error output
 * @param files the same of the files that came back
 */
record Attempt(
    JobId id,
    int number,
    int worker,
    long began,
    long ended,
    String how,
    int code,
    String why,
    long output,
    long errors,
    long files) {
  Attempt {
    Objects.requireNonNull(id, "id");
  }
}
