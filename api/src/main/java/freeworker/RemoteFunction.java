package freeworker;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A function that can travel; {@link Engine#remote} turns it into one that runs elsewhere. */
@FunctionalInterface
public interface RemoteFunction<A extends @Nullable Object, R extends @Nullable Object>
    extends Serializable {
  R apply(A argument) throws Exception;
}
