package freeworker;

import java.io.Serializable;

/** Work that can travel: it runs on a worker that has never seen its class. */
@FunctionalInterface
public interface Task<T> extends Serializable {
  T run() throws Exception;
}
