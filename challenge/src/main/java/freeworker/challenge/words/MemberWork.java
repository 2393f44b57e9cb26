package freeworker.challenge.words;

import freeworker.Member;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The six phases as one member does them. */
final class MemberWork implements Closeable {
  private final WordTask task;
  private final Member member;
  private final Room room;
  private final Times times = new Times();
  private final Troubles troubles;
  private final Group group;
  private final Outbox words;
  private final WordTable found;
  private final Batch finding;
  private final byte[] buffer;
  private final Tokens tokens;
  private long read;

  MemberWork(WordTask task, Member member, Room room) {
    this.task = task;
    this.member = member;
    this.room = room;
    troubles = new Troubles(member);
    group = new Group(room);
    words = new Outbox(member, Kind.WORDS, room.letter(), group::add);
    found = new WordTable(room.found());
    finding = new Batch(found, this::sendFound);
    buffer = new byte[room.text()];
    tokens = new Tokens(task.splitting(), task.combining() ? finding : this::send);
  }

  /** Answers how many words are in its range. */
  long run() throws Exception {
    var inbox = new Inbox(member, group, room);
    try (inbox) {
      return run(inbox);
    } catch (InterruptedException e) {
      Throwable cause = inbox.failure();
      if (cause != null) {
        throw new IOException("a letter could not be taken: " + cause, cause);
      }
      throw e;
    }
  }

  private long run(Inbox inbox) throws Exception {
    times.begin(Phase.NAMES_OUT);
    List<byte[]> files = inbox.files();
    times.end(Phase.NAMES_OUT);

    times.begin(Phase.SHUFFLE_1);
    if (task.sent()) {
      readTexts(inbox);
    } else {
      for (byte[] letter : files) {
        Names.read(letter, this::readPart);
      }
    }
    finding.flush();
    sendFound();
    for (int rank : others()) {
      words.flush(rank);
      member.send(rank, Pen.letter(Kind.ALL_WORDS).copy());
    }
    words.flush(member.rank());
    Pen sent = Pen.letter(Kind.SENT).number(read).number(tokens.words());
    troubles.write(sent.number(words.letters()).number(words.bytes()));
    member.send(Member.CALLER, sent.copy());
    times.end(Phase.SHUFFLE_1);

    inbox.awaitWords();
    times.begin(Phase.GROUPING);
    boolean spilled = group.spilled();
    Ranking ranking = group.ranking();
    Pen counted = Pen.letter(Kind.COUNTED).number(spilled ? 1 : 0);
    ranking.histogram().write(counted);
    member.send(Member.CALLER, counted.copy());
    times.end(Phase.GROUPING);

    List<Cut> cuts = inbox.cuts();
    times.begin(Phase.REDISTRIBUTION);
    List<Border> borders = agree(inbox, cuts, ranking);
    member.send(Member.CALLER, Pen.letter(Kind.AGREED).copy());
    times.end(Phase.REDISTRIBUTION);

    times.begin(Phase.SHUFFLE_2);
    var lists = new Outbox(member, Kind.LIST, room.letter(), letter -> {});
    for (int rank : others()) {
      sendList(lists, rank, ranking.between(borders.get(rank), borders.get(rank + 1)));
    }
    Border begin = borders.get(member.rank());
    Border end = borders.get(member.rank() + 1);
    long lines = lines(ranking.between(begin, end)) + inbox.awaitLists();
    member.send(
        Member.CALLER,
        Pen.letter(Kind.HAS_RANGE)
            .number(lines)
            .number(lists.letters())
            .number(lists.bytes())
            .copy());
    times.end(Phase.SHUFFLE_2);

    inbox.awaitGo();
    times.begin(Phase.COLLECTION);
    List<Cursor> mine = new ArrayList<>(List.of(ranking.between(begin, end)));
    for (int rank : others()) {
      mine.add(inbox.list(rank));
    }
    long sorted = sendLines(Merge.byRank(mine));
    times.end(Phase.COLLECTION);
    Pen done = Pen.letter(Kind.DONE).number(sorted);
    times.write(done);
    member.send(Member.CALLER, done.copy());
    return sorted;
  }

  /** The ranks of the others, beginning behind one's own, so that not all send to the same. */
  private int[] others() {
    var ranks = new int[member.size() - 1];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = (member.rank() + 1 + i) % member.size();
    }
    return ranks;
  }

  private void readPart(Part part, String name) throws Exception {
    long broken = tokens.broken();
    long left = tokens.left();
    long position = part.begin();
    try (var text = new FileText(name, part.begin())) {
      try {
        var passage = new Passage(text, task.splitting(), buffer);
        if (!part.first()) {
          passage.border();
        }
        if (part.last()) {
          passage.toTheEnd(tokens);
        } else {
          passage.to(part.size(), tokens);
        }
        read += Math.min(passage.seen(), part.last() ? Long.MAX_VALUE : part.size());
        if (passage.seen() < part.size()) {
          position = text.position();
          throw new Unreadable("it is shorter than when it was listed");
        }
      } finally {
        position = text.position();
      }
    } catch (Unreadable e) {
      tokens.drop();
      troubles.unreadable(part.file(), position, String.valueOf(e.getMessage()));
    }
    troubles.odd(part.file(), tokens.broken() - broken, tokens.left() - left);
  }

  private void readTexts(Inbox inbox) throws IOException, InterruptedException {
    var texts = new SentTexts(inbox, member);
    while (texts.next()) {
      long broken = tokens.broken();
      long left = tokens.left();
      var passage = new Passage(texts, task.splitting(), buffer);
      try {
        passage.toTheEnd(tokens);
      } catch (Unreadable e) {
        // The caller knows it, who could not go on with that text.
        tokens.drop();
      }
      read += passage.seen();
      troubles.odd(texts.file(), tokens.broken() - broken, tokens.left() - left);
    }
  }

  private void send(byte[] word, int length, int hash) throws IOException, InterruptedException {
    words.add(Hash.owner(hash, member.size()), word, 0, length, 1);
  }

  private void sendFound() throws IOException, InterruptedException {
    byte[] bytes = found.bytes();
    for (int entry : found.entries()) {
      int start = found.start(entry);
      int length = found.length(entry);
      int owner = Hash.owner(Hash.of(bytes, start, length), member.size());
      words.add(owner, bytes, start, length, found.count(entry));
    }
    found.clear();
  }

  /** The borders of all ranges, the first and the last one included. */
  private List<Border> agree(Inbox inbox, List<Cut> cuts, Ranking ranking)
      throws IOException, InterruptedException {
    var samples = new Samples();
    for (int rank = 1; rank < member.size(); rank++) {
      byte[] mine = Samples.of(ranking, cuts.get(rank - 1).group());
      if (rank == member.rank()) {
        samples.add(new Page(mine));
      } else {
        member.send(rank, mine);
      }
    }
    if (member.rank() > 0) {
      for (byte[] letter : inbox.samples()) {
        samples.add(new Page(letter));
      }
      Cut cut = cuts.get(member.rank() - 1);
      Pen pen = Pen.letter(Kind.BORDER).number(member.rank());
      samples.border(cut.group(), cut.offset()).write(pen);
      inbox.take(pen.copy());
      for (int other : others()) {
        member.send(other, pen.copy());
      }
    }
    List<Border> borders = new ArrayList<>();
    borders.add(Border.FIRST);
    for (int rank = 1; rank < member.size(); rank++) {
      borders.add(inbox.border(rank));
    }
    borders.add(Border.END);
    return borders;
  }

  private void sendList(Outbox lists, int rank, Cursor list)
      throws IOException, InterruptedException {
    long lines = 0;
    while (list.next()) {
      lines += Digits.line(list.length, list.count);
      lists.add(rank, list.bytes, list.start, list.length, list.count);
    }
    lists.flush(rank);
    member.send(rank, Pen.letter(Kind.ALL_LIST).number(lines).copy());
  }

  private static long lines(Cursor list) throws IOException {
    long lines = 0;
    while (list.next()) {
      lines += Digits.line(list.length, list.count);
    }
    return lines;
  }

  private long sendLines(Cursor sorted) throws IOException, InterruptedException {
    Pen pen = Pen.letter(Kind.LINES, room.letter() + 256);
    long number = 0;
    while (sorted.next()) {
      pen.line(sorted.bytes, sorted.start, sorted.length, sorted.count);
      number++;
      if (pen.length() >= room.letter()) {
        member.send(Member.CALLER, pen.copy());
        pen.kind(Kind.LINES);
      }
    }
    if (pen.length() > 1) {
      member.send(Member.CALLER, pen.copy());
    }
    return number;
  }

  @Override
  public void close() throws IOException {
    group.close();
  }
}
