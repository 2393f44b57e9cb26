package freeworker.wire;

import java.io.Serializable;

/**
 * What a client learns when it enters.
 *
 * @param session its number from now on
 * @param timeToLive after how many nanoseconds of silence its leases are over
 */
public record Welcome(long session, long timeToLive) implements Serializable {}
