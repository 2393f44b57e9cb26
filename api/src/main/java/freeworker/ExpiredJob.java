package freeworker;

import java.util.Objects;

/**
 * What is kept of a job no more.
 *
 * @param id the job, or one element of an array whose output alone is gone
 * @param name what it was called
 * @param at when that went, in microseconds since 1970
 * @param why for people
 */
public record ExpiredJob(JobId id, String name, long at, String why) {
  public ExpiredJob {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(why, "why");
  }
}
