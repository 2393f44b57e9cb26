package freeworker.wire.door;

import java.net.ConnectException;

/*
 * A ConnectException, because RMI drops all idle connections of the program on any other.
 */
/** A door that did not open, and why. */
public sealed class Refused extends ConnectException permits Crowded {
  private static final long serialVersionUID = 1;

  public Refused(String why) {
    super(why);
  }
}
