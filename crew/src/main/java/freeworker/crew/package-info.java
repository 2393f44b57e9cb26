@NullMarked
package freeworker.crew;

import org.jspecify.annotations.NullMarked;
