package freeworker.wire.parcel;

import freeworker.RemoteFunction;
import freeworker.Task;
import java.util.Objects;

/** A function and its argument, as a task. */
public record Call<A, R>(RemoteFunction<A, R> function, A argument) implements Task<R> {
  public Call {
    Objects.requireNonNull(function, "function");
  }

  @Override
  public R run() throws Exception {
    return function.apply(argument);
  }
}
