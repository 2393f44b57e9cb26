/** Jobs: scripts that are kept until a worker has run them, and their results until they expire. */
@NullMarked
package freeworker.broker.jobs;

import org.jspecify.annotations.NullMarked;
