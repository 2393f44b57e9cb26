@NullMarked
package freeworker.bench;

import org.jspecify.annotations.NullMarked;
