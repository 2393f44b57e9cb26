/** Measures what a task costs, beside the floors: the same work by plain RMI and nothing else. */
@NullMarked
package freeworker.bench;

import org.jspecify.annotations.NullMarked;
