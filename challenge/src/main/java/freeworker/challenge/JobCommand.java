package freeworker.challenge;

import freeworker.cli.Command;

/** The {@code job} command: scripts that a broker keeps until a worker has run them. */
final class JobCommand implements Command.Action {
  private final Command line =
      new Command(
              "job",
              "Submits scripts, which a broker keeps on its disk until a worker has run them, and"
                  + " fetches their results by id.",
              this)
          .footer(
              """
              Examples:
                job submit hello.py Alice    prints the id: 17
                job result 17 --wait         its output, its errors, and its exit code
                job list                     the newest jobs, and where they stand
              Exit codes: 0 done, 1 failed, 2 wrong usage, 65 no valid job,
                          66 no such job or file, 69 no broker, or it does not open
                          to the key, 75 not finished yet, 130 interrupted;
                          job result passes on the code of the job's own program
              """);

  JobCommand(JobScreen screen, boolean terminal) {
    line.command(new JobSubmitCommand(screen).line());
    line.command(new JobListCommand(screen, terminal).line());
    line.command(new JobShowCommand(screen).line());
    line.command(new JobResultCommand(screen, terminal).line());
    line.command(new JobLogsCommand(screen).line());
    line.command(new JobFetchCommand(screen).line());
    line.command(new JobChangeCommand(screen, JobChangeCommand.Change.CANCEL).line());
    line.command(new JobChangeCommand(screen, JobChangeCommand.Change.RETRY).line());
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() {
    throw line.wrong("Say what to do: submit, list, show, result, logs, fetch, cancel or retry");
  }
}
