package freeworker.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How one class leads to another: each class, and the one that named it first. */
final class Way {
  private final Set<String> classes;
  private final Map<String, String> namedBy;

  Way(Set<String> classes, Map<String, String> namedBy) {
    this.classes = classes;
    this.namedBy = namedBy;
  }

  /** From one of the task's own classes to this one. */
  List<String> to(String name) {
    List<String> way = new ArrayList<>();
    for (@Nullable String at = name; at != null && !way.contains(at); at = namedBy.get(at)) {
      way.add(0, at);
    }
    return way;
  }

  /** From one of the task's own classes to the last one through which most of the others come. */
  List<String> toMost() {
    Map<String, Integer> through = new HashMap<>();
    for (String name : classes) {
      for (String on : to(name)) {
        through.merge(on, 1, Integer::sum);
      }
    }
    var children = new TreeMap<String, Collection<String>>();
    namedBy.forEach(
        (child, parent) -> children.computeIfAbsent(parent, p -> new ArrayList<>()).add(child));
    String at = largest(classes.stream().filter(c -> !namedBy.containsKey(c)).toList(), through);
    for (String next = at; 2 * through.getOrDefault(next, 0) > classes.size(); ) {
      at = next;
      Collection<String> below = children.getOrDefault(at, List.of());
      if (below.isEmpty()) {
        break;
      }
      next = largest(below, through);
    }
    return to(at);
  }

  private static String largest(Collection<String> names, Map<String, Integer> through) {
    return names.stream()
        .sorted()
        .max(Comparator.comparingInt(name -> through.getOrDefault(name, 0)))
        .orElse("");
  }
}
