/** The way in: every connection of ours says first what it wants, and only then speaks RMI. */
@NullMarked
package freeworker.wire.door;

import org.jspecify.annotations.NullMarked;
