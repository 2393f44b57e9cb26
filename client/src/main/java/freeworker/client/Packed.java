package freeworker.client;

import freeworker.wire.parcel.Block;
import freeworker.wire.parcel.Parcel;

/** A task, ready to travel, with the classes that it may need there. */
public final class Packed {
  private final String name;
  private final Block body;
  private final Luggage luggage;

  Packed(String name, Block body, Luggage luggage) {
    this.name = name;
    this.body = body;
    this.luggage = luggage;
  }

  /** The same task, called by the number of its attempt. */
  Packed attempt(int number) {
    return number == 1 ? this : new Packed(name + " (attempt " + number + ")", body, luggage);
  }

  /** The same task, called by how many others travel with it. */
  Packed and(int others) {
    return new Packed(name + " and " + others + " more", body, luggage);
  }

  /** The task's name, for people. */
  public String name() {
    return name;
  }

  /** How many bytes the serialized task has, without its classes. */
  public int size() {
    return body.length();
  }

  /** The task as it travels now, and what it brings along. */
  Parcel parcel(Shipment shipment) {
    return new Parcel(name, shipment.closure().id(), body);
  }

  Shipment shipment() {
    return luggage.shipment();
  }

  Luggage luggage() {
    return luggage;
  }
}
