/**
 * A client and a worker of Gearman, whose job server is measured as a peer: as much of its binary
 * protocol as one kind of job needs. The code of a job does not travel; its worker knows it.
 */
@NullMarked
package freeworker.bench.gearman;

import org.jspecify.annotations.NullMarked;
