package freeworker.wire.parcel;

import freeworker.GangTask;
import freeworker.Task;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a gang runs, as a task of one member.
 *
 * @param roll an encoded {@link freeworker.wire.gang.Roll}
 */
public record Enlistment<T extends @Nullable Object>(GangTask<T> task, byte[] roll)
    implements Task<T> {
  public Enlistment {
    Objects.requireNonNull(task, "task");
  }

  @Override
  public T run() {
    throw new IllegalStateException("a member runs with the others alone");
  }
}
