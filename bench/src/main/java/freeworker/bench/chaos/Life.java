package freeworker.bench.chaos;

import org.jspecify.annotations.Nullable;

/**
 * A worker process as the broker named it.
 *
 * @param place its number, with the broker's run where there were several: {@code 0} or {@code 0 of
 *     broker 2}
 * @param silent when it was last known to be able to tell anybody anything: killed, or stopped
 *     before it was killed; null when it ended with the run
 */
record Life(long pid, String place, @Nullable Long silent) {}
