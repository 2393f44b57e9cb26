package freeworker.client;

import freeworker.client.Methods.Member;
import freeworker.client.Methods.Touched;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the static variables that a task may read: on a worker they have the value that their class
 * gives them at first, whatever the client's program made of them since.
 */
final class Variables {
  private static final Member MAIN = new Member("", "main", "([Ljava/lang/String;)V");

  private final Map<String, ClassFile> own;
  private final Map<String, Map<Member, Touched>> methods = new HashMap<>();
  private final Set<Member> seen = new HashSet<>();
  private final Set<String> entered = new HashSet<>();
  private final Deque<Member> open = new ArrayDeque<>();
  private final Set<String> read = new TreeSet<>();

  /**
   * @param own the classes to look into, those of the program itself; libraries keep caches in
   *     static variables, and fill them again
   */
  private Variables(Map<String, ClassFile> own) {
    this.own = own;
  }

  /**
   * The variables that tasks of these classes read, as {@code Mine.count}.
   *
   * @param roots the classes that a task's bytes name
   */
  static Set<String> readBy(Collection<Class<?>> roots, Map<String, ClassFile> own) {
    if (own.values().stream().allMatch(file -> file.variables().isEmpty())) {
      return Set.of();
    }
    var variables = new Variables(own);
    for (Class<?> root : roots) {
      if (Serializable.class.isAssignableFrom(root)) {
        variables.make(root.getName());
      } else {
        variables.functionsOf(root.getName());
      }
    }
    variables.walk();
    return variables.read;
  }

  /**
   * Of a class whose objects cannot travel its functions do; one without such is there for itself,
   * to be used by reflection.
   */
  private void functionsOf(String type) {
    List<Member> functions =
        methods(type).values().stream().flatMap(touched -> touched.travellers().stream()).toList();
    functions.forEach(this::call);
    if (functions.isEmpty()) {
      make(type);
    }
  }

  private void walk() {
    while (!open.isEmpty()) {
      Member method = open.remove();
      Touched touched = methods(method.owner()).get(method);
      if (touched == null) {
        continue;
      }
      for (Member field : touched.reads()) {
        enter(field.owner());
        ClassFile owner = own.get(field.owner());
        boolean starting = method.name().equals("<clinit>") && method.owner().equals(field.owner());
        if (owner != null && owner.variables().contains(field.name()) && !starting) {
          String type = field.owner().substring(field.owner().lastIndexOf('.') + 1);
          read.add(type + "." + field.name());
        }
      }
      touched.calls().forEach(this::call);
      touched.makes().forEach(this::make);
    }
  }

  private void call(Member method) {
    enter(method.owner());
    add(method);
  }

  /** Whoever makes an object may call any of its methods. */
  private void make(String type) {
    enter(type);
    for (Member method : methods(type).keySet()) {
      if (!new Member("", method.name(), method.descriptor()).equals(MAIN)) {
        add(method);
      }
    }
  }

  private void enter(String type) {
    if (entered.add(type)) {
      add(new Member(type, "<clinit>", "()V"));
    }
  }

  private void add(Member method) {
    if (own.containsKey(method.owner()) && seen.add(method)) {
      open.add(method);
    }
  }

  private Map<Member, Touched> methods(String type) {
    ClassFile file = own.get(type);
    return file == null ? Map.of() : methods.computeIfAbsent(type, t -> Methods.of(file));
  }
}
