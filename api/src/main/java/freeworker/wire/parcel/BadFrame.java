package freeworker.wire.parcel;

import freeworker.FreeworkerException;

/** The bytes are not a frame of this protocol, so nothing of them was used. */
public final class BadFrame extends FreeworkerException {
  public BadFrame(String message) {
    super(message);
  }
}
