package freeworker.client;

import freeworker.wire.parcel.Closure;
import freeworker.wire.parcel.Hash;
import java.util.List;
import java.util.Map;

/**
 * A closure with the contents of its files and jars.
 *
 * @param closure the paths and hashes
 * @param contents the files and jars
 * @param classes the class files that are needed, by class name, those in whole jars included
 * @param loaders where each class came from, by its name
 * @param namedBy which class names it, by the name of the class; a task's own classes are named by
 *     none
 * @param jars the jars that travel whole, with the class that was the first one needed of each
 * @param java the oldest feature version of Java that reads all files
 * @param newest the class that needs it, empty when there are no classes
 */
record Shipment(
    Closure closure,
    Map<Hash, byte[]> contents,
    Map<String, ClassFile> classes,
    Map<String, ClassLoader> loaders,
    Map<String, String> namedBy,
    Map<WholeJar, String> jars,
    int java,
    String newest) {
  Shipment {
    contents = Map.copyOf(contents);
    classes = Map.copyOf(classes);
    loaders = Map.copyOf(loaders);
    namedBy = Map.copyOf(namedBy);
    jars = Map.copyOf(jars);
  }

  /** The loaders of its classes, each once. */
  List<ClassLoader> sources() {
    return classes.keySet().stream().sorted().map(loaders::get).distinct().toList();
  }
}
