/**
 * The clients of the peers that Freeworker is measured beside; each runs with its own peer's jars.
 */
@NullMarked
package freeworker.bench.peers;

import org.jspecify.annotations.NullMarked;
