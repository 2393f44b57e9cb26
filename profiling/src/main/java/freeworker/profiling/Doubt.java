package freeworker.profiling;

/**
 * Something in a profile that cannot have been.
 *
 * @param line where it stands
 * @param seconds when, since the first row
 */
public record Doubt(long line, double seconds, int worker, String what) {}
