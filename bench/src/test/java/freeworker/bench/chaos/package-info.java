@NullMarked
package freeworker.bench.chaos;

import org.jspecify.annotations.NullMarked;
