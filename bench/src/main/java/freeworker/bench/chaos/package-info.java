/** Breaks a broker, its workers and its clients at random, and checks that nothing got lost. */
@NullMarked
package freeworker.bench.chaos;

import org.jspecify.annotations.NullMarked;
