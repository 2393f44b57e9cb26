@NullMarked
package freeworker.bench.siege;

import org.jspecify.annotations.NullMarked;
