package freeworker.bench.gearman;

import freeworker.bench.Caller;
import freeworker.bench.gearman.Packet.Kind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;

/** The jobs that are sent over one connection; whoever waits for a result reads for all. */
final class Jobs implements Caller {
  private final Connection server;
  private final Queue<Job> sent = new ArrayDeque<>();
  private final Map<String, Job> created = new HashMap<>();

  Jobs(Connection server) {
    this.server = server;
  }

  @Override
  public Callable<Integer> submit(int side) throws IOException {
    Job job = send(side);
    server.flush();
    return job;
  }

  @Override
  public List<Integer> all(List<Integer> sides) throws IOException {
    List<Job> jobs = new ArrayList<>();
    for (int side : sides) {
      jobs.add(send(side));
    }
    server.flush();
    List<Integer> squares = new ArrayList<>();
    for (Job job : jobs) {
      squares.add(job.call());
    }
    return squares;
  }

  private Job send(int side) throws IOException {
    server.write(Packet.of(Kind.SUBMIT_JOB, Connection.SQUARE, "", String.valueOf(side)));
    var job = new Job();
    sent.add(job);
    return job;
  }

  private void read() throws IOException {
    Packet packet = server.read();
    String handle = packet.arguments().isEmpty() ? "" : packet.arguments().get(0);
    switch (packet.kind()) {
      // The job server answers in the order in which jobs were sent.
      case JOB_CREATED -> created.put(handle, sent.remove());
      case WORK_COMPLETE -> created.remove(handle).end(packet.arguments().get(1));
      default -> throw new IOException("A client cannot be sent " + packet + ".");
    }
  }

  private final class Job implements Callable<Integer> {
    private boolean ended;
    private int square;

    private void end(String result) {
      square = Integer.parseInt(result);
      ended = true;
    }

    @Override
    public Integer call() throws IOException {
      while (!ended) {
        read();
      }
      return square;
    }
  }
}
