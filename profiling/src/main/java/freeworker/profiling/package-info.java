@NullMarked
package freeworker.profiling;

import org.jspecify.annotations.NullMarked;
