package freeworker.client;

import freeworker.Task;
import freeworker.wire.Sizes;
import freeworker.wire.parcel.Closure;
import freeworker.wire.parcel.Freight;
import freeworker.wire.parcel.Hash;
import freeworker.wire.parcel.Outcome;
import freeworker.wire.parcel.Reply;
import freeworker.wire.parcel.RunFrame;
import freeworker.wire.parcel.Supply;
import freeworker.wire.parcel.Want;
import freeworker.worker.TaskRunner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A client and a worker that sees none of the client's classes, with all frames between them. */
final class Wire implements TaskRunner.Watch {
  static final int WORKER = 2;

  final List<Freight> sent = new ArrayList<>();
  final List<String> events = new ArrayList<>();
  Sizes sizes = Sizes.USUAL;
  final Packer packer = new Packer(() -> sizes);
  final ResultReader reader = new ResultReader();
  int mayBegin = Integer.MAX_VALUE;
  private final TaskRunner runner;
  private Courier courier = new Courier();
  private List<Packed> travelling = List.of();

  Wire() {
    this(64 << 20);
  }

  Wire(long shelfBytes) {
    runner = new TaskRunner(ClassLoader.getPlatformClassLoader(), shelfBytes, () -> sizes);
  }

  /** The client forgets what it knows of the worker. */
  void forget() {
    courier = new Courier();
  }

  /** The manifest that was sent last. */
  Closure lastManifest() {
    for (int i = sent.size() - 1; i >= 0; i--) {
      List<Closure> manifests = RunFrame.decode(sent.get(i)).manifests();
      if (!manifests.isEmpty()) {
        return manifests.get(manifests.size() - 1);
      }
    }
    throw new AssertionError("no manifest was sent");
  }

  List<Outcome> deliver(Packed... tasks) {
    travelling = List.of(tasks);
    return courier.deliver(List.of(tasks), this::run);
  }

  List<Outcome> run(Freight frame) {
    sent.add(frame);
    return Reply.decode(Reply.of(runner.run(frame, this)).encode()).outcomes();
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
  public Supply lookFor(Hash closure, String path) {
    events.add("wants " + path);
    var want = Want.decode(new Want(1, closure, path).encode());
    Packed asking =
        travelling.stream().filter(task -> task.luggage().had(closure)).findFirst().orElseThrow();
    return Supply.decode(asking.luggage().answer(want).encode());
  }

  @Override
  public void began(String task) {
    events.add("began " + task);
  }

  @Override
  public void ended(String task, int count, int failed) {
    events.add((failed == 0 ? "done " : "failed ") + (count == 1 ? "" : count + " ") + task);
  }
}
