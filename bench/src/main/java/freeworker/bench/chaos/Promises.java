package freeworker.bench.chaos;

import freeworker.bench.chaos.Breach.Invariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds what clients were told against what workers stamped. Pure. */
final class Promises {
  /** A worker that dies under a task is always a possible reason. */
  private static final String WORKER = "WorkerLost";

  private static final Set<String> OF_A_BORROW = Set.of("StaleLease", "NoFreeWorker");
  private static final String INTERRUPTED = "java.lang.InterruptedException";

  private final List<Breach> breaches = new ArrayList<>();
  private final Map<String, List<Attempt>> attempts;
  private final boolean brokerFaults;

  private Promises(Map<String, List<Attempt>> attempts, boolean brokerFaults) {
    this.attempts = attempts;
    this.brokerFaults = brokerFaults;
  }

  /**
   * @param brokerFaults whether clients may have found no broker, for that was done to them
   */
  static List<Breach> check(
      List<ClientRecord> clients, Map<String, List<Attempt>> attempts, boolean brokerFaults) {
    var promises = new Promises(attempts, brokerFaults);
    clients.forEach(promises::check);
    return promises.breaches;
  }

  private void check(ClientRecord client) {
    if (!client.killed() && !client.ended()) {
      add(Invariant.ENDED, "client " + client.name() + " never said that it had all its answers");
    }
    for (Asked task : client.tasks()) {
      List<Attempt> begun = attempts.getOrDefault(task.task(), List.of());
      if (task.answers().isEmpty() && !client.killed()) {
        add(
            Invariant.NOTHING_LOST,
            say(task) + " has no answer; " + begun.size() + " attempts" + lines(begun));
      }
      if (task.answers().size() > 1) {
        add(Invariant.ACCEPTED_ONCE, say(task) + " has several answers: " + task.answers());
      }
      if (begun.size() > task.way().attempts()) {
        add(
            Invariant.ACCEPTED_ONCE,
            "%s was begun %d times, and may be %d times%s"
                .formatted(say(task), begun.size(), task.way().attempts(), lines(begun)));
      }
      for (Asked.Answer answer : task.answers()) {
        if (answer.isResult()) {
          result(task, answer, begun);
        } else if (!allowed(task, answer)) {
          add(
              task.way() == Way.LAST ? Invariant.NOTHING_LOST : Invariant.NAMED,
              "%s failed with %s at %s, and nothing was done that explains it: %s"
                  .formatted(say(task), answer.failure(), answer.where(), answer.words()));
        }
      }
    }
  }

  private void result(Asked task, Asked.Answer answer, List<Attempt> begun) {
    long square = (long) task.number() * task.number();
    if (answer.square() != square) {
      add(
          Invariant.RIGHT,
          "%s got %d at %s, not %d".formatted(say(task), answer.square(), answer.where(), square));
    }
    boolean stamped =
        begun.stream().anyMatch(each -> each.number().equals(answer.words()) && each.finished());
    if (!stamped) {
      add(
          Invariant.RIGHT,
          "%s got a result at %s from attempt %s, which no worker stamped as ended%s"
              .formatted(say(task), answer.where(), answer.words(), lines(begun)));
    }
  }

  private boolean allowed(Asked task, Asked.Answer answer) {
    if (task.way() == Way.LAST) {
      return false;
    }
    return switch (answer.failure()) {
      case WORKER -> true;
      case "BrokerUnreachable" -> brokerFaults;
      case "TaskFailed" -> task.way() == Way.ABANDON && answer.words().contains(INTERRUPTED);
      default -> task.way().borrows() && OF_A_BORROW.contains(answer.failure());
    };
  }

  private void add(Invariant invariant, String what) {
    breaches.add(new Breach(invariant, what));
  }

  private static String say(Asked task) {
    return "task " + task.task() + " (" + task.way() + ", " + task.where() + ")";
  }

  private static String lines(List<Attempt> begun) {
    var said = new StringBuilder();
    for (Attempt attempt : begun) {
      said.append(
          "; stamps lines %d to %d by pid %d (%s)"
              .formatted(attempt.line(), attempt.lastLine(), attempt.pid(), attempt.end()));
    }
    return said.toString();
  }
}
