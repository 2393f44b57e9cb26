package freeworker.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/** Floors, Freeworker and peers, which run the same lines in turns. */
final class Contest {
  /**
   * A lap begins with a client that opens an engine, and ends with its close. Code that was
   * compiled while nothing of that happened is of no use then, so that a warm-up has several laps
   * too.
   */
  private static final int WARM_UPS = 10;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PATIENCE_WITH_PEERS = Duration.ofSeconds(30);

  private final PrintWriter err;
  private final Sampler sampler;
  private final Side floors;
  private final Lent lent;
  private final Teams teams;
  private final Peers peers;
  private final Results results = new Results();
  private long sent;

  Contest(PrintWriter err, Sampler sampler, Floors floors, Lent lent, Teams teams, Peers peers) {
    this.err = err;
    this.sampler = sampler;
    this.floors = floors.side();
    this.lent = lent;
    this.teams = teams;
    this.peers = peers;
  }

  /** Runs each line for nothing. */
  void warmUp(List<Line> lines, Duration duration) throws IOException, InterruptedException {
    for (Line line : lines) {
      err.println("warm-up: " + line.words());
      for (int lap = 0; lap < WARM_UPS; lap++) {
        // Each process has code of its own to compile.
        sample(line, duration.multipliedBy(line.clients()).dividedBy(WARM_UPS));
        if (line.isPeers()) {
          peers.each((side, theirs) -> sample(line, side, duration.dividedBy(WARM_UPS)));
        }
      }
    }
  }

  /** Measures each line once, and how long all take to start. */
  void round(List<Line> lines, Duration duration) throws IOException, InterruptedException {
    for (Line line : lines) {
      results.add(line, sample(line, duration));
      if (line.isPeers()) {
        peers.each((side, theirs) -> theirs.add(line, sample(line, side, duration)));
      }
    }
    if (!peers.results().isEmpty()) {
      results.started(teams.first("Freeworker", lent::another));
      peers.startAgain();
    }
  }

  private Sample sample(Line line, Duration duration) throws IOException, InterruptedException {
    Side side = line.isFloor() ? floors : lent.side(line.clients());
    Sample sample = sampler.sample(line, side, duration, PATIENCE);
    sent += line.isFloor() ? 0 : sample.figure().all();
    return sample;
  }

  private Sample sample(Line line, Side peer, Duration duration)
      throws IOException, InterruptedException {
    return sampler.sample(line, peer, duration, PATIENCE_WITH_PEERS);
  }

  /** How many tasks the broker's workers ran. */
  long sent() {
    return sent;
  }

  /**
   * @param goals what Freeworker's figures are held against
   */
  Report report(List<Goal> goals) {
    return new Report(results, peers.results(), Goal.judge(goals, results));
  }
}
