package freeworker.broker.jobs;

/**
 * What is no longer kept.
 *
 * @param element whose output; {@link freeworker.wire.job.Script#ALONE} when all of the submission
 * @param at when it was removed, in microseconds since 1970
 * @param why a line for a person
 */
record Expired(long number, long element, String owner, String name, long at, String why) {}
