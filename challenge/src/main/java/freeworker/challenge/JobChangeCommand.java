package freeworker.challenge;

import freeworker.JobId;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;

/** The {@code job cancel} and {@code job retry} commands. */
final class JobChangeCommand implements Command.Action {
  /** What becomes of the job. */
  enum Change {
    CANCEL("cancel", "Cancels a job, or all of an array that is not finished.", "cancelled"),
    RETRY("retry", "Has a job run again that is finished.", "waits again");

    private final String word;
    private final String does;
    private final String done;

    Change(String word, String does, String done) {
      this.word = word;
      this.does = does;
      this.done = done;
    }
  }

  private final Command line;
  private final Value id;
  private final JobPlace place;
  private final JobScreen screen;
  private final Change change;

  JobChangeCommand(JobScreen screen, Change change) {
    this.screen = screen;
    this.change = change;
    line = new Command(change.word, change.does, this);
    id = line.parameter("ID", "the job: 17, or 18[4] of an array").required();
    place = new JobPlace(line);
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
          long count = change == Change.CANCEL ? jobs.cancel(wanted) : jobs.retry(wanted);
          String jobsOf = count == 1 ? "" : " (" + count + " jobs)";
          screen.err().println("job: " + wanted + " " + change.done + jobsOf + ".");
          return 0;
        });
  }
}
