@NullMarked
package freeworker.challenge;

import org.jspecify.annotations.NullMarked;
