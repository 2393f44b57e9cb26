@NullMarked
package freeworker.wire;

import org.jspecify.annotations.NullMarked;
