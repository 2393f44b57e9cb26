package freeworker.challenge;

import freeworker.Job;
import freeworker.JobId;
import freeworker.JobState;
import freeworker.Jobs;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.time.Duration;

/** The {@code job result} command: what a job printed, and its exit code. */
final class JobResultCommand implements Command.Action {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final String BLANK = "\r\u001b[K";

  private final Command line =
      new Command(
              "result",
              "Prints what a job wrote to its standard output and to its error output, and ends"
                  + " with the job's own exit code.",
              this)
          .footer(
              """
              Exit codes: that of the job's program; 75 it is not finished yet,
                          124 it ran longer than its limit, 126 and 127 it did not begin,
                          1 it was cancelled or lost
              """);

  private final Value id = line.parameter("ID", "the job: 17, or 18[4] of an array").required();
  private final Value wait = line.flag("-w, --wait", "wait until it is finished");
  private final JobPlace place = new JobPlace(line);
  private final JobScreen screen;
  private final boolean terminal;

  JobResultCommand(JobScreen screen, boolean terminal) {
    this.screen = screen;
    this.terminal = terminal;
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws IOException, InterruptedException {
    JobId wanted = JobPlace.id(id);
    return place.run(
        jobs -> {
          Job job = wait.given() ? awaited(jobs, wanted) : jobs.show(wanted, Duration.ZERO);
          if (!job.state().over()) {
            throw new ChallengeFailure(
                ChallengeFailure.NOT_FINISHED,
                "job " + wanted + " is " + job.state().word() + ".",
                "Wait for it with:  job result " + wanted + " --wait");
          }
          if (job.array()) {
            throw ChallengeFailure.usage(
                "job " + wanted + " is an array; say which element: job result " + wanted + "[N]");
          }
          jobs.copy(wanted, 0, Jobs.Stream.OUTPUT, false, screen.output());
          jobs.copy(wanted, 0, Jobs.Stream.ERRORS, false, screen.errors());
          return code(job);
        });
  }

  private Job awaited(Jobs jobs, JobId wanted) {
    long began = System.nanoTime();
    while (true) {
      Job job = jobs.show(wanted, LOOK);
      if (terminal) {
        screen.err().print(BLANK);
      }
      if (job.state().over()) {
        screen.err().flush();
        return job;
      }
      if (terminal) {
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        String where = job.state() == JobState.RUNNING ? " on worker " + job.worker() : "";
        screen
            .err()
            .print(" job " + wanted + " is " + job.state().word() + where + "   " + seconds + " s");
        screen.err().flush();
      }
    }
  }

  /** The code of its program; and a line where that does not tell all. */
  private int code(Job job) {
    boolean own = job.state() == JobState.DONE || job.state() == JobState.FAILED;
    String why = job.why().equals(job.state().word()) ? "" : job.why();
    if (!own || !why.isEmpty()) {
      screen
          .err()
          .println(
              "job: "
                  + job.id()
                  + (job.state() == JobState.FAILED ? " failed" : " is " + job.state().word())
                  + (why.isEmpty() ? "." : ": " + why));
    }
    return own && (job.code() != 0 || job.state() == JobState.DONE)
        ? job.code()
        : ChallengeFailure.FAILED;
  }
}
