/** What a worker does for the member of a gang that runs there. */
@NullMarked
package freeworker.worker.gang;

import org.jspecify.annotations.NullMarked;
