/** Runs the script of a job: in a folder of its own, and until nothing of it is left. */
@NullMarked
package freeworker.worker.script;

import org.jspecify.annotations.NullMarked;
