package freeworker.client;

import freeworker.wire.parcel.Parcel;

/** A task, ready to travel, with the classes that it may need there. */
public final class Packed {
  private final Parcel parcel;
  private final Shipment shipment;

  Packed(Parcel parcel, Shipment shipment) {
    this.parcel = parcel;
    this.shipment = shipment;
  }

  /** The task's name, for people. */
  public String name() {
    return parcel.task();
  }

  /** How many bytes the serialized task has, without its classes. */
  public int size() {
    return parcel.body().length;
  }

  Parcel parcel() {
    return parcel;
  }

  Shipment shipment() {
    return shipment;
  }
}
