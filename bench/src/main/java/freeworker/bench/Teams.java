package freeworker.bench;

import freeworker.bench.run.Scratch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/*
 * The set of teams is shared with the hook that ends them when the run is interrupted.
 */
/** Starts teams in folders of their own; neither outlives the run, however that ends. */
final class Teams implements AutoCloseable {
  private final Path folder = Files.createTempDirectory("freeworker-bench-teams");
  private final Set<Team> teams = ConcurrentHashMap.newKeySet();
  private final Thread atExit = new Thread(this::abandon, "ends-teams");

  Teams() throws IOException {
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Makes a plan for processes that run in a folder. */
  interface Planner {
    Plan plan(Path folder) throws IOException;
  }

  /**
   * Starts the processes of a plan and waits for their first result.
   *
   * @throws IOException when it does not come; the message ends with what they wrote
   */
  Team start(String name, Planner planner) throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(folder, "team");
    var team = new Team(name, own);
    teams.add(team);
    try {
      team.start(planner.plan(own));
      return team;
    } catch (IOException e) {
      String words = String.join("\n", team.lastWords());
      end(team);
      throw new IOException(e.getMessage() + (words.isEmpty() ? "" : "\n" + words), e);
    }
  }

  /** The seconds from the start of all processes of a plan to their first result; ends them. */
  double first(String name, Planner planner) throws IOException, InterruptedException {
    Team team = start(name, planner);
    double first = team.first();
    end(team);
    return first;
  }

  /** Ends a team and removes its folder. */
  void end(Team team) throws IOException {
    team.close();
    teams.remove(team);
    Scratch.remove(team.folder());
  }

  private void abandon() {
    try {
      teams.forEach(Team::close);
      Scratch.remove(folder);
    } catch (IOException | UncheckedIOException e) {
      // It is a folder for what is temporary.
    }
  }

  @Override
  public void close() throws IOException {
    for (Team team : Set.copyOf(teams)) {
      end(team);
    }
    Scratch.remove(folder);
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // It runs.
    }
  }
}
