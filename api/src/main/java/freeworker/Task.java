package freeworker;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Work that can travel: it runs on a worker that has never seen its class. */
@FunctionalInterface
public interface Task<T extends @Nullable Object> extends Serializable {
  T run() throws Exception;
}
