@NullMarked
package freeworker.bench.gearman;

import org.jspecify.annotations.NullMarked;
