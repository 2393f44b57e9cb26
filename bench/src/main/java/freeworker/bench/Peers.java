package freeworker.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The peers of a run; one that fails is told of and left out, and the others go on. */
final class Peers {
  private final PrintWriter err;
  private final Teams teams;
  private final Path jars;
  private final List<Entrant> running = new ArrayList<>();
  private final Map<Peer, Results> results = new EnumMap<>(Peer.class);

  /**
   * @param jars the folder with the jars of all peers
   */
  Peers(PrintWriter err, Teams teams, Path jars) {
    this.err = err;
    this.teams = teams;
    this.jars = jars;
  }

  /** What a peer that runs is asked for. */
  interface Turn {
    void take(Side side, Results results) throws IOException, InterruptedException;
  }

  private record Entrant(Peer peer, Team team, Results results) {}

  /** Starts those that are installed. */
  void start() throws IOException, InterruptedException {
    for (Peer peer : Peer.values()) {
      Optional<String> missing = peer.missing();
      if (missing.isPresent()) {
        err.println(peer.words() + " is left out: " + missing.get());
        continue;
      }
      err.println("starting " + peer.words() + peer.caution());
      try {
        Team team = teams.start(peer.words(), folder -> plan(peer, folder));
        var mine = new Results(peer.name() + "_", peer::words);
        results.put(peer, mine);
        running.add(new Entrant(peer, team, mine));
      } catch (IOException e) {
        err.println(peer.words() + " is left out: " + e.getMessage());
      }
    }
  }

  private Plan plan(Peer peer, Path folder) throws IOException {
    return peer.plan(new Kit(jars, peer.jars(), folder));
  }

  /** Lets one after the other do something. */
  void each(Turn turn) throws IOException, InterruptedException {
    for (Entrant entrant : List.copyOf(running)) {
      attempt(entrant, () -> turn.take(entrant.team().side(), entrant.results()));
    }
  }

  /** Starts each once more, and notes when its first result was there. */
  void startAgain() throws IOException, InterruptedException {
    for (Entrant entrant : List.copyOf(running)) {
      Peer peer = entrant.peer();
      attempt(
          entrant,
          () -> entrant.results().started(teams.first(peer.words(), folder -> plan(peer, folder))));
    }
  }

  private interface Attempt {
    void make() throws IOException, InterruptedException;
  }

  private void attempt(Entrant entrant, Attempt attempt) throws IOException, InterruptedException {
    try {
      attempt.make();
    } catch (IOException e) {
      err.println(entrant.peer().words() + " is left out from here on: " + e.getMessage());
      entrant.team().lastWords().forEach(err::println);
      running.remove(entrant);
      teams.end(entrant.team());
    }
  }

  /** What was measured of each that ever ran. */
  Map<Peer, Results> results() {
    return results;
  }
}
