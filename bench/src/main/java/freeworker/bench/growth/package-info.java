/** How what a task costs grows: with workers, clients and waiters, and with the size of a task. */
@NullMarked
package freeworker.bench.growth;

import org.jspecify.annotations.NullMarked;
