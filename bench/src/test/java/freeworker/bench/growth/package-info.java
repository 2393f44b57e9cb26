@NullMarked
package freeworker.bench.growth;

import org.jspecify.annotations.NullMarked;
