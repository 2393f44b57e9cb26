package freeworker.broker.jobs;

/**
 * What of a submission waits.
 *
 * @param next its first element that has never been touched; those after it may have been
 * @param last its last element
 * @param fresh how many have never been touched and wait; 0 when none does
 * @param queued how many wait in all: with those that are to run again
 */
record Waiting(
    long number, String owner, String name, long next, long last, long fresh, long queued) {}
