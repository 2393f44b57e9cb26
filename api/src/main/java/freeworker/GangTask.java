package freeworker;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What each member of a gang runs. It travels to the workers together with its classes. */
@FunctionalInterface
public interface GangTask<T extends @Nullable Object> extends Serializable {
  /**
   * @param member who runs it, among the others
   */
  T run(Member member) throws Exception;
}
