/** What the peers' processes run that serve; they know no task. */
@NullMarked
package freeworker.bench.peers.serving;

import org.jspecify.annotations.NullMarked;
