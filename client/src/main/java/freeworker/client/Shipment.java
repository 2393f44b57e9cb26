package freeworker.client;

import freeworker.wire.parcel.Closure;
import freeworker.wire.parcel.Hash;
import java.util.Map;

/**
 * A closure with the class files themselves.
 *
 * @param closure the names and hashes
 * @param files the class files
 * @param loaders where each class came from, by its name
 * @param java the oldest feature version of Java that reads all files
 * @param newest the class that needs it, empty when there are no classes
 */
record Shipment(
    Closure closure,
    Map<Hash, byte[]> files,
    Map<String, ClassLoader> loaders,
    int java,
    String newest) {
  Shipment {
    files = Map.copyOf(files);
    loaders = Map.copyOf(loaders);
  }
}
