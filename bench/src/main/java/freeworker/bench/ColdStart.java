package freeworker.bench;

/**
 * What it took to start all processes of a side together.
 *
 * @param seconds until the client had its first result
 * @param first their memory then
 * @param later their memory after a while of work
 */
record ColdStart(double seconds, Memory first, Memory later) {}
