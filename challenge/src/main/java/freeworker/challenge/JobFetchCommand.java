package freeworker.challenge;

import freeworker.JobId;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;

/** The {@code job fetch} command: brings the files that came back from a job. */
final class JobFetchCommand implements Command.Action {
  private final Command line =
      new Command(
          "fetch",
          "Copies the files that came back from a job (job submit --out) and prints their names.",
          this);
  private final Value id = line.parameter("ID", "the job: 17, or 18[4] of an array").required();
  private final Value to =
      line.option("--to", "FOLDER", "where to put them; none is overwritten (default: job-ID)");
  private final JobPlace place = new JobPlace(line);
  private final JobScreen screen;

  JobFetchCommand(JobScreen screen) {
    this.screen = screen;
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws IOException, InterruptedException {
    JobId wanted = JobPlace.id(id);
    Path folder = Path.of(to.given() ? to.text() : "job-" + wanted);
    return place.run(
        jobs -> {
          try {
            List<Path> files = jobs.fetch(wanted, folder);
            files.forEach(file -> screen.out().println(file));
            if (files.isEmpty()) {
              screen.err().println("job: no file came back from " + wanted + ".");
            }
            return 0;
          } catch (FileAlreadyExistsException e) {
            throw new ChallengeFailure(
                ChallengeFailure.FAILED,
                e.getFile() + " is there already.",
                "Put them elsewhere with:  job fetch " + wanted + " --to FOLDER",
                e);
          }
        });
  }
}
