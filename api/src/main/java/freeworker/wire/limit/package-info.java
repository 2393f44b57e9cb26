/** What a process of ours bears, each bound by a name that operators know. */
@NullMarked
package freeworker.wire.limit;

import org.jspecify.annotations.NullMarked;
