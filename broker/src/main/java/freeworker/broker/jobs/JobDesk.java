package freeworker.broker.jobs;

import freeworker.ExpiredJob;
import freeworker.Job;
import freeworker.JobId;
import freeworker.JobRefused;
import freeworker.JobRefused.Reason;
import freeworker.JobState;
import freeworker.wire.door.Caller;
import freeworker.wire.door.Peer;
import freeworker.wire.door.Role;
import freeworker.wire.job.Answer;
import freeworker.wire.job.Excerpt;
import freeworker.wire.job.ExpiredPage;
import freeworker.wire.job.Item;
import freeworker.wire.job.JobPage;
import freeworker.wire.job.Jobs;
import freeworker.wire.job.Receipt;
import freeworker.wire.job.Request;
import freeworker.wire.job.Script;
import freeworker.wire.limit.Allowance;
import freeworker.wire.limit.Limit;
import freeworker.wire.parcel.Hash;
import java.io.IOException;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The clients' side of the jobs: where they are submitted, asked for and cancelled. */
public final class JobDesk implements Jobs {
  private static final long WAIT_LIMIT = Duration.ofSeconds(10).toNanos();
  private static final int PAGE = 500;
  private static final int LONGEST_NAME = 255;

  /** As an owner in a question to the store. */
  private static final String EVERYBODY = "";

  private final JobOffice office;
  private final Allowance allowance;

  public JobDesk(JobOffice office, Allowance allowance) {
    this.office = office;
    this.allowance = allowance;
  }

  /** Something that somebody asks for under his key. */
  private interface Question {
    byte[] answer(JobOffice.Open open, Peer who) throws IOException, InterruptedException;
  }

  private byte[] answer(Question question) throws RemoteException {
    Peer who = Caller.require(Role.CLIENT, Role.BROKER);
    try {
      return question.answer(office.open(), who);
    } catch (JobRefused e) {
      return Answer.of(e);
    } catch (IOException e) {
      return Answer.of(new JobRefused(Reason.STORE, String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.of(new JobRefused(Reason.STORE, "The broker is stopping."));
    }
  }

  @Override
  public byte[] submit(byte[] bytes) throws RemoteException {
    return answer(
        (open, who) -> {
          String owner = submitter(who);
          Request request = read(bytes);
          check(request, open.foreman().waiting());
          Set<Hash> files = new LinkedHashSet<>();
          request.script().files().forEach(file -> files.add(file.content()));
          Set<Hash> lacking = files.isEmpty() ? Set.of() : open.store().lacking(files);
          if (!lacking.isEmpty()) {
            return Answer.of(new Receipt(0, List.copyOf(lacking)).encode());
          }
          var wanted =
              new Submission(
                  0,
                  owner,
                  request.script(),
                  request.first(),
                  request.last(),
                  request.retries(),
                  request.once(),
                  office.calendar().now());
          return Answer.of(submit(open, wanted, files).encode());
        });
  }

  private static Receipt submit(JobOffice.Open open, Submission wanted, Set<Hash> files)
      throws IOException {
    try {
      long number = open.store().submit(wanted);
      open.foreman().submitted(wanted.as(number));
      return new Receipt(number, List.of());
    } catch (JobStoreFailure e) {
      if (e.kind() == JobStoreFailure.Kind.LACKING) {
        // A file has expired since it was looked for.
        return new Receipt(0, List.copyOf(open.store().lacking(files)));
      }
      throw e;
    }
  }

  private static Request read(byte[] bytes) {
    try {
      return Request.decode(bytes);
    } catch (IOException e) {
      throw new JobRefused(Reason.UNFIT, "the job cannot be read: " + e.getMessage() + ".");
    }
  }

  private void check(Request request, long waiting) {
    if (request.script().name().length() > LONGEST_NAME) {
      throw new JobRefused(
          Reason.UNFIT,
          "a job's name has at most " + LONGEST_NAME + " characters. Try: --name fit");
    }
    long bytes = request.script().files().stream().mapToLong(Item::length).sum();
    long most = allowance.of(Limit.JOB_BYTES);
    if (bytes > most) {
      throw new JobRefused(
          Reason.UNFIT,
          request.script().name()
              + " and what lies beside it have "
              + bytes
              + " bytes "
              + Limit.JOB_BYTES.at(most)
              + ".");
    }
    if (request.script().kept() > allowance.of(Limit.JOB_OUTPUT)) {
      throw new JobRefused(
          Reason.UNFIT,
          "no more of the output is kept than the broker allows "
              + Limit.JOB_OUTPUT.at(allowance.of(Limit.JOB_OUTPUT))
              + ".");
    }
    long jobs = allowance.of(Limit.JOBS);
    if (request.size() > jobs) {
      throw new JobRefused(
          Reason.UNFIT, request.size() + " jobs are too many " + Limit.JOBS.at(jobs) + ".");
    }
    if (request.size() > jobs - waiting) {
      throw new JobRefused(
          Reason.FULL,
          waiting
              + " jobs wait, and "
              + request.size()
              + " more are too many "
              + Limit.JOBS.at(jobs)
              + ". Try again when some have run.");
    }
  }

  @Override
  public byte[] bring(byte[] hash, long length, long offset, byte[] piece) throws RemoteException {
    return answer(
        (open, who) -> {
          submitter(who);
          if (length > allowance.of(Limit.JOB_BYTES)) {
            throw new JobRefused(
                Reason.UNFIT,
                "a file of "
                    + length
                    + " bytes "
                    + Limit.JOB_BYTES.at(allowance.of(Limit.JOB_BYTES))
                    + ".");
          }
          open.store().bring(hash(hash), length, offset, piece);
          return Answer.of(offset + piece.length);
        });
  }

  private static Hash hash(byte[] bytes) {
    try {
      return Hash.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new JobRefused(Reason.UNFIT, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public byte[] list(long below, int most, int state) throws RemoteException {
    return answer(
        (open, who) -> {
          Optional<JobState> wanted = JobPage.state(state);
          var jobs = new ArrayList<Job>();
          int count = Math.max(1, Math.min(most, PAGE));
          for (Summary job : open.store().newest(seen(who), wanted, below, count)) {
            jobs.add(JobSheet.line(open.store(), job));
          }
          return Answer.of(new JobPage(jobs).encode());
        });
  }

  @Override
  public byte[] expired(long below, int most) throws RemoteException {
    return answer(
        (open, who) -> {
          var jobs = new ArrayList<ExpiredJob>();
          int count = Math.max(1, Math.min(most, PAGE));
          for (Expired gone : open.store().expired(seen(who), below, count)) {
            var id = new JobId(gone.number(), gone.element());
            jobs.add(new ExpiredJob(id, gone.name(), gone.at(), gone.why()));
          }
          return Answer.of(new ExpiredPage(jobs).encode());
        });
  }

  @Override
  public byte[] show(long number, long element, long wait) throws RemoteException {
    return answer(
        (open, who) -> {
          Submission job = find(open.store(), who, number, element);
          long deadline = System.nanoTime() + Math.max(0, Math.min(wait, WAIT_LIMIT));
          while (true) {
            long seen = open.foreman().news().count();
            Job now = JobSheet.now(open.store(), job, element);
            long left = deadline - System.nanoTime();
            if (now.state().over() || left <= 0) {
              return Answer.of(new JobPage(List.of(now)).encode());
            }
            open.foreman().news().await(seen, left);
          }
        });
  }

  @Override
  public byte[] output(long number, long element, int attempt, int stream, long offset, long wait)
      throws RemoteException {
    return answer(
        (open, who) -> {
          if (stream < Script.OUTPUT || stream > Script.FILES || offset < 0) {
            throw new JobRefused(Reason.UNFIT, "a job has the streams 1 to 3, not " + stream);
          }
          Submission job = find(open.store(), who, number, element);
          JobId id = one(job, element);
          long deadline = System.nanoTime() + Math.max(0, Math.min(wait, WAIT_LIMIT));
          while (true) {
            long seen = open.foreman().news().count();
            Standing standing = JobSheet.standing(open.store(), id);
            int wanted = attempt == 0 ? standing.attempts() : attempt;
            if (attempt < 0 || attempt > standing.attempts()) {
              throw new JobRefused(
                  Reason.UNKNOWN,
                  "job "
                      + id
                      + " has begun "
                      + standing.attempts()
                      + " times, not "
                      + attempt
                      + ".");
            }
            boolean over = standing.state().over() || wanted < standing.attempts();
            byte[] bytes =
                wanted == 0
                    ? new byte[0]
                    : open.store().output(id, wanted, stream, offset, Script.PIECE);
            if (over && bytes.length == 0 && offset == 0) {
              explain(open.store(), standing);
            }
            long left = deadline - System.nanoTime();
            if (bytes.length > 0 || over || left <= 0) {
              boolean ended = over && bytes.length < Script.PIECE;
              return Answer.of(new Excerpt(wanted, bytes, ended).encode());
            }
            open.foreman().news().await(seen, left);
          }
        });
  }

  @Override
  public byte[] cancel(long number, long element) throws RemoteException {
    return answer(
        (open, who) -> {
          Submission job = find(open.store(), who, number, element);
          long cancelled =
              element == JobId.ALONE && job.first() != JobId.ALONE
                  ? cancelAll(open, job)
                  : cancelOne(open, new JobId(number, element)) ? 1 : 0;
          if (cancelled == 0) {
            JobState state = JobSheet.now(open.store(), job, element).state();
            throw new JobRefused(
                Reason.WRONG_TIME, "job " + words(number, element) + " is " + state.word() + ".");
          }
          return Answer.of(cancelled);
        });
  }

  /**
   * Cancels what runs before and after what waits: one may begin or wait again meanwhile.
   *
   * @return how many are cancelled by that, or end for it
   */
  private long cancelAll(JobOffice.Open open, Submission job) throws IOException {
    Runs runs = open.foreman().runs();
    long before = count(open.store(), job, JobState.CANCELLED);
    runs.of(job.number()).forEach(runs::cancel);
    open.store().cancelWaiting(job.number(), office.calendar().now());
    open.foreman().withdraw(job.owner(), job.number());
    runs.of(job.number()).forEach(runs::cancel);
    return count(open.store(), job, JobState.CANCELLED, JobState.RUNNING) - before;
  }

  private static long count(JobStore store, Submission job, JobState... states) throws IOException {
    Map<JobState, Long> counts = JobSheet.summary(store, job.number()).counts();
    return Stream.of(states).mapToLong(state -> counts.getOrDefault(state, 0L)).sum();
  }

  /** Cancels it where it runs or waits; it may begin between the first look and the second. */
  private boolean cancelOne(JobOffice.Open open, JobId id) throws IOException {
    Runs runs = open.foreman().runs();
    return runs.cancel(id)
        || open.store().finish(id, JobState.QUEUED, JobState.CANCELLED, "", office.calendar().now())
        || runs.cancel(id);
  }

  @Override
  public byte[] retry(long number, long element) throws RemoteException {
    return answer(
        (open, who) -> {
          Submission job = find(open.store(), who, number, element);
          JobId id = one(job, element);
          if (!open.store().retry(id, office.calendar().now())) {
            JobState state = JobSheet.standing(open.store(), id).state();
            throw new JobRefused(
                Reason.WRONG_TIME,
                "job " + id + " is " + state.word() + " and cannot run again yet.");
          }
          open.foreman().again(job.owner(), id);
          return Answer.of(1);
        });
  }

  /** Whose jobs he sees: his own, or everybody's where it is empty. */
  private static String seen(Peer who) {
    return who.role() == Role.BROKER ? EVERYBODY : who.id();
  }

  /** Under whose name he submits. */
  private static String submitter(Peer who) {
    if (who.role() != Role.CLIENT) {
      throw new JobRefused(
          Reason.UNFIT,
          who
              + " runs no jobs: it sees those of others and cancels them. Try the key of a client:"
              + " --key client.key");
    }
    return who.id();
  }

  /** A submission that this one may see, and that has that element. */
  private static Submission find(JobStore store, Peer who, long number, long element)
      throws IOException {
    Optional<Submission> job = number < 1 ? Optional.empty() : store.submission(number);
    if (job.isEmpty()) {
      throw new JobRefused(Reason.UNKNOWN, unknown(store, who, number));
    }
    String seen = seen(who);
    if (!seen.equals(EVERYBODY) && !seen.equals(job.get().owner())) {
      throw new JobRefused(
          Reason.NOT_YOURS,
          "job " + number + " was submitted with another key than " + who.id() + ".");
    }
    if (element != JobId.ALONE && !job.get().has(element)) {
      throw new JobRefused(
          Reason.UNKNOWN,
          job.get().first() == JobId.ALONE
              ? "job " + number + " is no array."
              : "array "
                  + number
                  + " has the elements "
                  + job.get().first()
                  + " to "
                  + job.get().last()
                  + ", not "
                  + element
                  + ".");
    }
    return job.get();
  }

  /** Why a number is not known: what became of it, if he may see that. */
  private static String unknown(JobStore store, Peer who, long number) throws IOException {
    for (Expired gone : number < 1 ? List.<Expired>of() : store.expired(seen(who), number + 1, 1)) {
      if (gone.number() == number) {
        return "job " + number + " is kept no more: " + gone.why();
      }
    }
    return "there is no job " + number + ".";
  }

  /**
   * Says so when the output of a job has gone; one that wrote nothing has none to explain.
   *
   * @throws JobRefused when it has
   */
  private static void explain(JobStore store, Standing standing) throws IOException {
    JobId id = standing.id();
    for (Expired gone : store.expired(EVERYBODY, id.number() + 1, PAGE)) {
      boolean its = gone.number() == id.number() && gone.element() == id.element();
      // It may have run again since, and written nothing.
      if (its && standing.ended() <= gone.at()) {
        throw new JobRefused(Reason.UNKNOWN, "job " + id + " is kept no more: " + gone.why());
      }
    }
  }

  /** The one job that is meant. */
  private static JobId one(Submission job, long element) {
    if (element == JobId.ALONE && job.first() != JobId.ALONE) {
      throw new JobRefused(
          Reason.UNFIT,
          "job "
              + job.number()
              + " is an array; say which element: "
              + job.number()
              + "["
              + job.first()
              + "].");
    }
    return new JobId(job.number(), element);
  }

  private static String words(long number, long element) {
    return new JobId(number, element).toString();
  }
}
