package freeworker.client;

import freeworker.BrokerUnreachable;
import freeworker.ExpiredJob;
import freeworker.Job;
import freeworker.JobId;
import freeworker.JobOrder;
import freeworker.JobState;
import freeworker.Jobs;
import freeworker.wire.door.Answers;
import freeworker.wire.job.Answer;
import freeworker.wire.job.Excerpt;
import freeworker.wire.job.ExpiredPage;
import freeworker.wire.job.JobPage;
import freeworker.wire.job.Receipt;
import freeworker.wire.job.Request;
import freeworker.wire.job.Script;
import freeworker.wire.parcel.Hash;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The jobs of a broker over RMI. */
final class RmiJobs implements Jobs {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How long a broker may take to be back while somebody waits for a job. */
  private static final Duration BACK = Duration.ofSeconds(30);

  /** Files may expire between being brought and being submitted. */
  private static final int ROUNDS = 5;

  private final Address address;
  private volatile freeworker.wire.job.Jobs broker;

  /**
   * @throws BrokerUnreachable when the broker does not answer
   */
  RmiJobs(Address address) {
    this.address = address;
    this.broker = enter(address);
  }

  private static freeworker.wire.job.Jobs enter(Address address) {
    return Entrance.door(address, visit -> visit.ask('J', freeworker.wire.job.Jobs.class));
  }

  /**
   * As ask, of what may be asked twice: a broker that has ended is asked again when it is back
   * within a while.
   */
  private <T> T askAgain(Answers.Question<byte[]> question, Decoding<T> decoding) {
    try {
      return ask(question, decoding);
    } catch (BrokerUnreachable e) {
      broker = enter(address.patient(BACK));
      return ask(question, decoding);
    }
  }

  /** A call, and what its answer means. */
  private interface Decoding<T> {
    T decode(byte[] body) throws IOException;
  }

  private <T> T ask(Answers.Question<byte[]> question, Decoding<T> decoding) {
    try {
      return decoding.decode(Answers.to(question));
    } catch (RemoteException e) {
      throw Entrance.failed(address, e);
    } catch (IOException e) {
      throw new BrokerUnreachable(
          "The broker at " + address + " answers what cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public long submit(JobOrder order) throws IOException {
    Cargo cargo = Cargo.of(order);
    byte[] request =
        new Request(cargo.script(), order.first(), order.last(), order.retries(), order.isOnce())
            .encode();
    for (int round = 0; round < ROUNDS; round++) {
      Receipt receipt =
          ask(() -> broker.submit(request), answer -> Receipt.decode(Answer.read(answer)));
      if (receipt.number() > 0) {
        return receipt.number();
      }
      for (Hash hash : receipt.lacking()) {
        bring(cargo, hash);
      }
    }
    throw new IOException("The broker at " + address + " loses the files that it is brought.");
  }

  private void bring(Cargo cargo, Hash hash) throws IOException {
    cargo.pieces(
        hash,
        (length, offset, piece) ->
            ask(() -> broker.bring(hash.bytes(), length, offset, piece), Answer::number));
  }

  @Override
  public List<Job> list(long below, int most, Optional<JobState> state) {
    int number = state.map(JobPage::number).orElse(-1);
    return ask(() -> broker.list(below, most, number), RmiJobs::page);
  }

  private static List<Job> page(byte[] answer) throws IOException {
    return JobPage.decode(Answer.read(answer)).jobs();
  }

  @Override
  public List<ExpiredJob> expired(long below, int most) {
    return ask(
        () -> broker.expired(below, most),
        answer -> ExpiredPage.decode(Answer.read(answer)).jobs());
  }

  @Override
  public Job show(JobId id, Duration wait) {
    long deadline = System.nanoTime() + wait.toNanos();
    while (true) {
      long left = deadline - System.nanoTime();
      long asked = Math.max(0, Math.min(left, PATIENCE.toNanos()));
      Job job = show(id, asked, !wait.isZero());
      if (job.state().over() || left <= asked) {
        return job;
      }
    }
  }

  private Job show(JobId id, long wait, boolean patiently) {
    Answers.Question<byte[]> question = () -> broker.show(id.number(), id.element(), wait);
    return (patiently ? askAgain(question, RmiJobs::page) : ask(question, RmiJobs::page)).get(0);
  }

  @Override
  public long copy(JobId id, int attempt, Stream stream, boolean follow, OutputStream to)
      throws IOException {
    return copy(id, attempt, stream == Stream.OUTPUT ? Script.OUTPUT : Script.ERRORS, follow, to);
  }

  private long copy(JobId id, int attempt, int stream, boolean follow, OutputStream to)
      throws IOException {
    long wait = follow ? PATIENCE.toNanos() : 0;
    long copied = 0;
    long offset = 0;
    int of = attempt;
    while (true) {
      long from = offset;
      int asked = of;
      Answers.Question<byte[]> question =
          () -> broker.output(id.number(), id.element(), asked, stream, from, wait);
      Decoding<Excerpt> decoding = answer -> Excerpt.decode(Answer.read(answer));
      Excerpt piece = follow ? askAgain(question, decoding) : ask(question, decoding);
      to.write(piece.bytes());
      copied += piece.bytes().length;
      offset += piece.bytes().length;
      if (piece.bytes().length > 0) {
        // What follows is of the same time that it began, also when it begins once more.
        of = piece.attempt();
        to.flush();
      }
      if (piece.ended()) {
        boolean last = !follow || attempt > 0 || of == 0 || show(id, 0, true).attempts() <= of;
        if (last) {
          return copied;
        }
        of++;
        offset = 0;
      } else if (!follow && piece.bytes().length < Script.PIECE) {
        return copied;
      }
    }
  }

  @Override
  public List<Path> fetch(JobId id, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path packed = Files.createTempFile(folder, ".freeworker-", "");
    try {
      try (OutputStream out = Files.newOutputStream(packed)) {
        copy(id, 0, Script.FILES, false, out);
      }
      try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(packed)))) {
        return Unpacking.into(folder, in);
      }
    } finally {
      Files.delete(packed);
    }
  }

  @Override
  public long cancel(JobId id) {
    return ask(() -> broker.cancel(id.number(), id.element()), Answer::number);
  }

  @Override
  public long retry(JobId id) {
    return ask(() -> broker.retry(id.number(), id.element()), Answer::number);
  }

  @Override
  public void close() {
    // RMI closes connections that nobody uses.
  }
}
