@NullMarked
package freeworker.bench.run;

import org.jspecify.annotations.NullMarked;
