/** What travels of a job: its script, what that writes, how it ends, and what is asked about it. */
@NullMarked
package freeworker.wire.job;

import org.jspecify.annotations.NullMarked;
