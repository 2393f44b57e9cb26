package freeworker.challenge;

import freeworker.ExpiredJob;
import freeworker.Job;
import freeworker.JobState;
import freeworker.Jobs;
import freeworker.cli.Command;
import freeworker.cli.Value;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The {@code job list} command: the newest jobs, and where they stand. */
final class JobListCommand implements Command.Action {
  private static final int PAGE = 500;
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final String CLEAR = "\u001b[H\u001b[2J";

  private final Command line =
      new Command("list", "Prints the newest jobs and arrays that your key may see.", this);
  private final Value state =
      line.option("--state", "STATE", "only those of which something is in this state");
  private final Value most =
      line.option("-n, --most", "N", "so many at most (default: {})").usually("20");
  private final Value expired =
      line.flag("--expired", "those that are kept no more instead, and why");
  private final Value json = line.flag("--json", "print one JSON object a job");
  private final Value watch =
      line.flag("-w, --watch", "print them again each second, until all of them are finished");
  private final JobPlace place = new JobPlace(line);
  private final JobScreen screen;
  private final boolean terminal;

  JobListCommand(JobScreen screen, boolean terminal) {
    this.screen = screen;
    this.terminal = terminal;
  }

  /** What is said on its command line. */
  Command line() {
    return line;
  }

  @Override
  public int run() throws IOException, InterruptedException {
    Optional<JobState> wanted = state();
    int left = most.whole();
    if (expired.given()) {
      return place.run(
          jobs -> {
            List<ExpiredJob> gone = jobs.expired(Long.MAX_VALUE, Math.max(1, left));
            (json.given() ? gone.stream().map(JobWords::json).toList() : JobWords.gone(gone))
                .forEach(screen.out()::println);
            return 0;
          });
    }
    return place.run(
        jobs -> {
          List<Job> all = newest(jobs, left, wanted);
          print(all, wanted);
          while (watch.given() && !all.stream().allMatch(job -> job.state().over())) {
            pause();
            all = newest(jobs, left, wanted);
            if (terminal) {
              screen.out().print(CLEAR);
            }
            print(all, wanted);
          }
          return 0;
        });
  }

  private static void pause() throws InterruptedException {
    // Nobody ends it: it is a wait for the time alone.
    var unused = new CountDownLatch(1).await(PACE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static List<Job> newest(Jobs jobs, int most, Optional<JobState> wanted) {
    List<Job> all = new ArrayList<>();
    long below = Long.MAX_VALUE;
    while (all.size() < most) {
      int asked = Math.min(PAGE, most - all.size());
      List<Job> page = jobs.list(below, asked, wanted);
      all.addAll(page);
      if (page.size() < asked) {
        break;
      }
      below = page.get(page.size() - 1).id().number();
    }
    return all;
  }

  private void print(List<Job> all, Optional<JobState> wanted) {
    if (json.given()) {
      all.forEach(job -> screen.out().println(JobWords.json(job)));
    } else if (all.isEmpty()) {
      screen.err().println("job: there are none" + (wanted.isPresent() ? " of that state." : "."));
    } else {
      JobWords.table(all).forEach(screen.out()::println);
    }
    screen.out().flush();
  }

  private Optional<JobState> state() {
    if (!state.given()) {
      return Optional.empty();
    }
    for (JobState one : JobState.values()) {
      if (one.word().equals(state.text().toLowerCase(Locale.ROOT))) {
        return Optional.of(one);
      }
    }
    throw ChallengeFailure.usage(
        "--state must be one of "
            + Arrays.stream(JobState.values()).map(JobState::word).collect(Collectors.joining(", "))
            + ", not '"
            + state.text()
            + "'. Try: job list --state running");
  }
}
