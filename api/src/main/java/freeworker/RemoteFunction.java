package freeworker;

import java.io.Serializable;

/** A function that can travel; {@link Engine#remote} turns it into one that runs elsewhere. */
@FunctionalInterface
public interface RemoteFunction<A, R> extends Serializable {
  R apply(A argument) throws Exception;
}
