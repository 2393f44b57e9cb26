@NullMarked
package freeworker.grapher;

import org.jspecify.annotations.NullMarked;
