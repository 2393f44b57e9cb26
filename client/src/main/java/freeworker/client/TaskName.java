package freeworker.client;

import freeworker.wire.parcel.Call;
import freeworker.wire.parcel.Enlistment;
import freeworker.wire.parcel.Obstacle;

/** What people call a task: {@code Square}, or {@code Mine.lambda}. */
public final class TaskName {
  private TaskName() {}

  /** The name of a task or a function. */
  public static String of(Object task) {
    Object code =
        task instanceof Call<?, ?> call
            ? call.function()
            : task instanceof Enlistment<?> enlisted ? enlisted.task() : task;
    return Obstacle.lambda(code)
        .map(
            lambda ->
                lambda.getImplMethodName().startsWith("lambda$")
                    ? last(lambda.getCapturingClass()) + ".lambda"
                    : last(lambda.getImplClass()) + "." + lambda.getImplMethodName())
        .orElseGet(() -> last(code.getClass().getName()));
  }

  private static String last(String className) {
    return className.substring(
        Math.max(className.lastIndexOf('.'), className.lastIndexOf('/')) + 1);
  }
}
