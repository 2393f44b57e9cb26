/**
 * What a run is made of: its processes, a broker among them, its folder, its machine, and its
 * findings.
 */
@NullMarked
package freeworker.bench.run;

import org.jspecify.annotations.NullMarked;
