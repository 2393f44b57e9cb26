package freeworker.challenge;

import freeworker.JobId;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.time.Duration;

/** The {@code job show} command: all that is known of one job. */
final class JobShowCommand implements Command.Action {
  private final Command line =
      new Command("show", "Prints where a job stands, and each time that it began.", this);
  private final Value id = line.parameter("ID", "the job: 17, or 18[4] of an array").required();
  private final Value json = line.flag("--json", "print one JSON object");
  private final JobPlace place = new JobPlace(line);
  private final JobScreen screen;

  JobShowCommand(JobScreen screen) {
    this.screen = screen;
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
          var job = jobs.show(wanted, Duration.ZERO);
          if (json.given()) {
            screen.out().println(JobWords.json(job));
          } else {
            JobWords.sheet(job).forEach(screen.out()::println);
          }
          return 0;
        });
  }
}
