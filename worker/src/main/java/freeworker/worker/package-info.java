@NullMarked
package freeworker.worker;

import org.jspecify.annotations.NullMarked;
