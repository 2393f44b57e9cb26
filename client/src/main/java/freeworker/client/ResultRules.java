package freeworker.client;

import freeworker.Task;
import freeworker.wire.limit.Limit;
import freeworker.wire.parcel.Closure;
import freeworker.wire.parcel.ObjectBytes;
import java.io.ObjectInputFilter;
import org.jspecify.annotations.Nullable;

/** Lets in the classes that the task itself brought to the worker, and the JDK's values. */
final class ResultRules implements ObjectBytes.Rules {
  private final Shipment shipment;

  ResultRules(Shipment shipment) {
    this.shipment = shipment;
  }

  @Override
  public Class<?> named(String name) throws ClassNotFoundException, ObjectBytes.Refused {
    String element = element(name);
    ClassLoader loader = shipment.loaders().get(element);
    if (loader == null && Closure.everywhere(element)) {
      loader = Task.class.getClassLoader();
    }
    if (loader != null) {
      return Class.forName(name, false, loader);
    }
    Class<?> type = null;
    try {
      type = Class.forName(name, false, ClassLoader.getPlatformClassLoader());
    } catch (ClassNotFoundException e) {
      throw refused(element);
    }
    if (!JdkValues.allow(type)) {
      throw refused(element);
    }
    return type;
  }

  @Override
  public @Nullable String objection(ObjectInputFilter.FilterInfo read) {
    if (read.depth() > Limit.RESULT_DEPTH.always()) {
      return "objects nested too deep " + Limit.RESULT_DEPTH.at();
    }
    if (read.references() > Limit.RESULT_OBJECTS.always()) {
      return "too many objects " + Limit.RESULT_OBJECTS.at();
    }
    Class<?> type = read.serialClass();
    return type == null || isOurs(type) || JdkValues.allow(type) ? null : text(type.getTypeName());
  }

  private boolean isOurs(Class<?> type) {
    // A stream cannot name a hidden class; this one was made by a lambda's capturing class.
    Class<?> element = type.isHidden() ? type.getNestHost() : type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element.isPrimitive()
        || Closure.everywhere(element.getName())
        || shipment.loaders().containsKey(element.getName());
  }

  private static String element(String name) {
    int depth = name.lastIndexOf('[') + 1;
    return depth > 0 && name.startsWith("L", depth) && name.endsWith(";")
        ? name.substring(depth + 1, name.length() - 1)
        : name;
  }

  private static ObjectBytes.Refused refused(String name) {
    return new ObjectBytes.Refused(text(name));
  }

  private static String text(String name) {
    return "a "
        + name
        + ", which is neither a value of the JDK nor a class that travelled with the task";
  }
}
