package freeworker.client;

import freeworker.Task;
import freeworker.wire.parcel.Outcome;
import freeworker.worker.TaskRunner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client and a worker that sees none of the client's classes, with all frames between them. */
final class Wire implements TaskRunner.Watch {
  static final int WORKER = 2;

  final List<byte[]> sent = new ArrayList<>();
  final List<String> events = new ArrayList<>();
  final Packer packer = new Packer();
  final ResultReader reader = new ResultReader();
  int mayBegin = Integer.MAX_VALUE;
  private final TaskRunner runner;
  private Courier courier = new Courier();

  Wire() {
    this(64 << 20);
  }

  Wire(long shelfBytes) {
    runner = new TaskRunner(ClassLoader.getPlatformClassLoader(), shelfBytes);
  }

  /** The client forgets what it knows of the worker. */
  void forget() {
    courier = new Courier();
  }

  List<Outcome> deliver(Packed... tasks) {
    return courier.deliver(List.of(tasks), this::run);
  }

  byte[] run(byte[] frame) {
    sent.add(frame);
    return runner.run(frame, this);
  }

  <T> @Nullable Object run(Task<T> task) {
    Packed packed = packer.pack(TaskName.of(task), task);
    Outcome outcome = deliver(packed).get(0);
    if (outcome instanceof Outcome.Done done) {
      return reader.read(done.result(), packed, WORKER, 1);
    }
    if (outcome instanceof Outcome.Failed failed) {
      throw reader.failure(failed, packed, WORKER, 1);
    }
    throw new AssertionError("not run: " + outcome);
  }

  @Override
  public String toString() {
    return "a wire that carried " + sent.size() + " frames";
  }

  @Override
  public boolean goesOn() {
    return mayBegin-- > 0;
  }

  @Override
  public void began(String task) {
    events.add("began " + task);
  }

  @Override
  public void ended(String task, boolean ok) {
    events.add((ok ? "done " : "failed ") + task);
  }
}
