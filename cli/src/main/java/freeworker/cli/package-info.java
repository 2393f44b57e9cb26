@NullMarked
package freeworker.cli;

import org.jspecify.annotations.NullMarked;
