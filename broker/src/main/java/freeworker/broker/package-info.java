@NullMarked
package freeworker.broker;

import org.jspecify.annotations.NullMarked;
