@NullMarked
package freeworker;

import org.jspecify.annotations.NullMarked;
