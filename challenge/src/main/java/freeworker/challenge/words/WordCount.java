package freeworker.challenge.words;

import freeworker.Gang;
import freeworker.GangTask;
import freeworker.Letter;
import freeworker.Member;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts words with a gang, as its caller. It tells the members which files are theirs, divides the
 * result among them by their frequencies, and collects it; no word passes through it before.
 */
public final class WordCount {
  /** Files up to this size are read by one member. */
  private static final long WHOLE = 1 << 20;

  private static final int LETTER = 64 * 1024;

  private final WordTask task;
  private final long whole;

  /**
   * @param combining whether a member adds up what it has of a word before it sends it
   * @param sending whether members are sent the texts, instead of names
   */
  public WordCount(Splitting splitting, boolean combining, boolean sending) {
    this(splitting, combining, sending, 0, WHOLE);
  }

  /**
   * @param memory how many bytes a member may think it has; 0 for those of its process
   * @param whole files up to this size are read by one member
   */
  WordCount(Splitting splitting, boolean combining, boolean sending, long memory, long whole) {
    this.task = new WordTask(splitting, combining, sending, memory);
    this.whole = whole;
  }

  /** Who hears of the phases. */
  @FunctionalInterface
  public interface Watch {
    void begins(Phase phase);
  }

  /** What the members run. */
  public GangTask<Long> task() {
    return task;
  }

  /**
   * Counts the words of the files, with a gang that runs the {@link #task}.
   *
   * @param result the file for the words, each with its count
   * @throws IOException when the result cannot be written
   */
  public Report count(Gang<Long> gang, Listing listing, Path result, Watch watch)
      throws IOException, InterruptedException {
    try (var file = new ResultFile(result)) {
      var course = new Course(gang, listing, file, watch);
      Report report = course.run();
      gang.results();
      file.finish();
      return report;
    }
  }

  /** One count. */
  private final class Course {
    private final int members;
    private final Listing listing;
    private final ResultFile file;
    private final Post post;
    private final List<List<Part>> shares;
    private final List<Trouble> troubles;
    private final Map<Integer, long[]> odd = new TreeMap<>();
    private final List<Report.Span> spans = new ArrayList<>();
    private final Map<Kind, Integer> arrived = new EnumMap<>(Kind.class);
    private final long[] read;
    private final long[] owned;
    private final long[] ranged;
    private final Histogram histogram = new Histogram();
    private long words;
    private long unread;
    private long brokenFiles;
    private long brokenBytes;
    private long leftOut;
    private long distinct;
    private int disk;
    private final long[] letters = new long[Phase.values().length];
    private final long[] bytes = new long[Phase.values().length];

    Course(Gang<Long> gang, Listing listing, ResultFile file, Watch watch) {
      this.members = gang.size();
      this.listing = listing;
      this.file = file;
      this.post = new Post(gang, watch);
      this.shares = Shares.of(listing.sizes(), members, whole);
      this.troubles = new ArrayList<>(listing.troubles());
      this.unread = listing.troubles().size();
      this.read = new long[members];
      this.owned = new long[members];
      this.ranged = new long[members];
    }

    Report run() throws IOException, InterruptedException {
      namesOut();
      post.begin(Phase.SHUFFLE_1);
      shuffle();
      post.begin(Phase.GROUPING);
      await(Kind.COUNTED);
      post.begin(Phase.REDISTRIBUTION);
      List<Cut> cuts = Cut.of(histogram, members);
      Pen ranges = Pen.letter(Kind.RANGES);
      cuts.forEach(cut -> ranges.number(cut.group()).number(cut.offset()));
      post.sendAll(ranges.copy());
      await(Kind.AGREED);
      post.begin(Phase.SHUFFLE_2);
      await(Kind.HAS_RANGE);
      post.begin(Phase.COLLECTION);
      collect();
      post.end();
      return report(cuts);
    }

    private void namesOut() throws InterruptedException {
      if (!task.sent()) {
        for (int rank = 0; rank < members; rank++) {
          List<byte[]> out = new ArrayList<>();
          var names = new Names(LETTER, out::add);
          for (Part part : shares.get(rank)) {
            names.add(part, listing.files().get(part.file()).toString());
          }
          names.flush();
          for (byte[] letter : out) {
            post.send(rank, letter);
          }
        }
      }
      post.sendAll(Pen.letter(Kind.ALL_FILES).copy());
    }

    private void shuffle() throws IOException, InterruptedException {
      if (task.sent()) {
        var texts = new Texts(task.splitting(), listing, shares, post, LETTER, troubles);
        while (arrived(Kind.SENT) < members) {
          Letter letter = post.receive();
          if (Kind.of(letter.bytes()) == Kind.MORE) {
            texts.taken(letter.from());
          } else {
            take(letter);
          }
        }
        unread += texts.unread();
      } else {
        await(Kind.SENT);
      }
    }

    /** Takes letters until each member has sent one of a kind; some are further than others. */
    private void await(Kind kind) throws IOException, InterruptedException {
      while (arrived(kind) < members) {
        take(post.receive());
      }
    }

    private int arrived(Kind kind) {
      return arrived.getOrDefault(kind, 0);
    }

    private void collect() throws IOException, InterruptedException {
      var places = new long[members];
      for (int rank = 1; rank < members; rank++) {
        places[rank] = places[rank - 1] + ranged[rank - 1];
      }
      post.sendAll(Pen.letter(Kind.GO).copy());
      while (arrived(Kind.DONE) < members) {
        Letter letter = post.receive();
        byte[] lines = letter.bytes();
        if (Kind.of(lines) == Kind.LINES) {
          file.write(lines, 1, lines.length - 1, places[letter.from()]);
          places[letter.from()] += lines.length - 1;
        } else {
          take(letter);
        }
      }
      long wanted = 0;
      for (long range : ranged) {
        wanted += range;
      }
      if (file.written() != wanted || distinct != histogram.words()) {
        throw new IllegalStateException(
            "%d words on %d bytes came, not %d on %d"
                .formatted(distinct, file.written(), histogram.words(), wanted));
      }
    }

    private void take(Letter letter) {
      long now = System.nanoTime();
      var page = new Page(letter.bytes());
      switch (page.kind()) {
        case TROUBLE ->
            troubles.add(new Trouble(name(page.small()), page.number(), page.text(), page.text()));
        case ODD -> {
          long[] sums = odd.computeIfAbsent(page.small(), file -> new long[2]);
          sums[0] += page.number();
          sums[1] += page.number();
        }
        case SENT -> {
          read[letter.from()] = page.number();
          words += page.number();
          moved(Phase.SHUFFLE_1, page);
          unread += page.number();
          brokenFiles += page.number();
          brokenBytes += page.number();
          leftOut += page.number();
        }
        case COUNTED -> {
          disk += page.small();
          var its = Histogram.read(page);
          owned[letter.from()] = its.bytes();
          histogram.add(its);
        }
        case HAS_RANGE -> {
          ranged[letter.from()] = page.number();
          moved(Phase.SHUFFLE_2, page);
        }
        case DONE -> {
          distinct += page.number();
          for (Phase phase : Phase.values()) {
            long begin = now - page.number();
            long end = now - page.number();
            spans.add(new Report.Span(phase, letter.from(), since(begin), since(end)));
          }
        }
        case AGREED -> {}
        default -> throw new IllegalStateException("the caller was sent " + page.kind());
      }
      arrived.merge(page.kind(), 1, Integer::sum);
    }

    private void moved(Phase phase, Page page) {
      letters[phase.index()] += page.number();
      bytes[phase.index()] += page.number();
    }

    private String name(int file) {
      return listing.files().get(file).toString();
    }

    private Duration since(long nanos) {
      return Duration.ofNanos(Math.max(0, nanos - post.begun(0)));
    }

    private Report report(List<Cut> cuts) {
      List<Report.PhaseCost> costs = new ArrayList<>();
      for (Phase phase : Phase.values()) {
        int i = phase.index();
        long begin = post.begun(i);
        long end = post.begun(i + 1);
        costs.add(
            new Report.PhaseCost(
                phase,
                Duration.ofNanos(end - begin),
                post.letters()[i],
                post.bytes()[i],
                letters[i],
                bytes[i]));
        spans.add(new Report.Span(phase, Member.CALLER, since(begin), since(end)));
      }
      List<Report.Oddity> oddities = new ArrayList<>();
      odd.forEach((file, sums) -> oddities.add(new Report.Oddity(name(file), sums[0], sums[1])));
      long all = 0;
      for (long share : read) {
        all += share;
      }
      return new Report(
          members,
          listing.files().size(),
          all,
          words,
          distinct,
          troubles,
          unread,
          oddities,
          Math.max(brokenFiles, oddities.stream().filter(o -> o.brokenBytes() > 0).count()),
          brokenBytes,
          leftOut,
          costs,
          spans,
          ranges(cuts),
          new Report.Balance(
              Report.Balance.of(read), Report.Balance.of(owned), Report.Balance.of(ranged)),
          disk,
          Duration.ofNanos(file.nanos()));
    }

    private List<Report.Range> ranges(List<Cut> cuts) {
      List<Report.Range> ranges = new ArrayList<>();
      long from = histogram.highest();
      for (int rank = 0; rank < members; rank++) {
        long to = rank < cuts.size() ? Histogram.lowest(cuts.get(rank).group()) : 1;
        ranges.add(new Report.Range(from, to));
        from = rank < cuts.size() ? Histogram.above(cuts.get(rank).group()) - 1 : to;
      }
      return ranges;
    }
  }
}
