/** What a run is made of: its processes, a broker among them, its folder, and its machine. */
@NullMarked
package freeworker.bench.run;

import org.jspecify.annotations.NullMarked;
