package freeworker.wire.door;

/** A door that has no room for this caller now, and may have it later. */
public final class Crowded extends Refused {
  private static final long serialVersionUID = 1;

  public Crowded(String why) {
    super(why);
  }
}
