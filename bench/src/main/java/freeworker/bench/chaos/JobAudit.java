package freeworker.bench.chaos;

import freeworker.Job;
import freeworker.JobState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold of jobs after whatever happened to their broker: one line for each that does not.
 */
final class JobAudit {
  /** As docs/jobs.md says. */
  private static final int GIVEN_UP = 5;

  private final List<String> breaches = new ArrayList<>();
  private final Map<String, Integer> marks;

  /** A job as the broker tells it in the end, and what it wrote last. */
  record Told(Job job, String output) {}

  private JobAudit(Map<String, Integer> marks) {
    this.marks = marks;
  }

  /**
   * @param asked all that were submitted
   * @param told all that the broker knows in the end
   * @param marks how often each token began
   */
  static List<String> of(List<AskedJob> asked, List<Told> told, Map<String, Integer> marks) {
    var audit = new JobAudit(marks);
    audit.look(asked, told);
    return audit.breaches;
  }

  private void look(List<AskedJob> asked, List<Told> told) {
    Map<Long, Told> known = new HashMap<>();
    for (Told one : told) {
      if (known.put(one.job().id().number(), one) != null) {
        breaches.add("job " + one.job().id() + " is told twice");
      }
    }
    Map<String, AskedJob.Kind> kinds = new HashMap<>();
    for (AskedJob one : asked) {
      kinds.put(one.token(), one.kind());
      if (one.number() > 0) {
        Told found = known.get(one.number());
        if (found == null) {
          breaches.add("job " + one.number() + " was accepted and is lost");
        } else if (!found.job().name().equals(one.token())) {
          breaches.add("number " + one.number() + " was given to two jobs");
        }
      }
    }
    Set<String> seen = new HashSet<>();
    for (Told one : told) {
      String token = one.job().name();
      AskedJob.Kind kind = kinds.get(token);
      if (kind == null) {
        breaches.add("job " + one.job().id() + " was never submitted");
      } else if (!seen.add(token)) {
        breaches.add(token + " was submitted once and is there twice");
      } else {
        look(one, kind);
      }
    }
  }

  /** Whether so many workers were killed under it that the broker gives it up. */
  private static boolean givenUp(Job job) {
    long deaths =
        job.tries().stream()
            .filter(attempt -> attempt.how().equals("lost") && attempt.why().contains(" died: "))
            .count();
    return job.state() == JobState.FAILED && deaths >= GIVEN_UP;
  }

  private void look(Told one, AskedJob.Kind kind) {
    Job job = one.job();
    boolean givenUp = givenUp(job);
    boolean right =
        givenUp
            ? kind != AskedJob.Kind.ONCE
            : switch (kind) {
              case FINE -> job.state() == JobState.DONE && job.code() == 0;
              case FAILING -> job.state() == JobState.FAILED && job.code() == 3;
              case ONCE -> job.state() == JobState.DONE || job.state() == JobState.LOST;
            };
    if (!right) {
      breaches.add(job.id() + " is " + kind + " and ended as " + job.state() + ", " + job.code());
    }
    int number = 0;
    int exits = 0;
    for (Job.Try attempt : job.tries()) {
      if (attempt.number() != ++number) {
        breaches.add(job.id() + " has no attempt " + number);
      }
      if (attempt.how().isEmpty()) {
        breaches.add(job.id() + " is over, and its attempt " + number + " is not");
      }
      exits += attempt.how().equals("exited") ? 1 : 0;
    }
    if (number != job.attempts()) {
      breaches.add(job.id() + " counts " + job.attempts() + " attempts and has " + number);
    }
    int wanted = kind == AskedJob.Kind.FAILING ? 2 : 1;
    boolean enough = givenUp ? exits < wanted : job.state() == JobState.LOST || exits == wanted;
    if (!enough) {
      breaches.add(job.id() + " has " + exits + " results, not " + wanted);
    }
    int began = marks.getOrDefault(job.name(), 0);
    if (began > job.attempts() || (job.state() == JobState.DONE && began < 1)) {
      breaches.add(job.id() + " has " + job.attempts() + " attempts and began " + began + " times");
    }
    if (kind == AskedJob.Kind.ONCE && began > 1) {
      breaches.add(job.id() + " was to run once and began " + began + " times");
    }
    if (job.state() == JobState.DONE && !one.output().equals(job.name() + "\n")) {
      breaches.add(job.id() + " wrote '" + one.output().strip() + "', not '" + job.name() + "'");
    }
  }
}
