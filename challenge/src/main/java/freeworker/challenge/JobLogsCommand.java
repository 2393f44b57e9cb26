package freeworker.challenge;

import freeworker.JobId;
import freeworker.Jobs;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;

/** The {@code job logs} command: what a job has written so far, or goes on to write. */
final class JobLogsCommand implements Command.Action {
  private final Command line =
      new Command("logs", "Prints what a job has written to its standard output so far.", this);
  private final Value id = line.parameter("ID", "the job: 17, or 18[4] of an array").required();
  private final Value follow = line.flag("-f, --follow", "go on until the job is finished");
  private final Value errors = line.flag("--errors", "its error output instead");
  private final Value attempt =
      line.option("--attempt", "N", "of the N-th time that it began (default: the last)")
          .usually("0");
  private final JobPlace place = new JobPlace(line);
  private final JobScreen screen;

  JobLogsCommand(JobScreen screen) {
    this.screen = screen;
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws IOException, InterruptedException {
    JobId wanted = JobPlace.id(id);
    int of = attempt.whole();
    Jobs.Stream stream = errors.given() ? Jobs.Stream.ERRORS : Jobs.Stream.OUTPUT;
    return place.run(
        jobs -> {
          jobs.copy(wanted, of, stream, follow.given(), screen.output());
          return 0;
        });
  }
}
