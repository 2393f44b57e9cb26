package freeworker.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import freeworker.wire.Worker;
import java.io.ObjectInputStream;
import java.lang.invoke.MethodHandles;
import java.rmi.Remote;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What holds in the whole house, as rules over the classes below one root package: {@code
 * freeworker} itself, or the planted copy on which each rule has to fail.
 */
final class HouseRules {
  /** Which other modules a module may use; challenge meets client only at run time. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("api", Set.of()),
          Map.entry("ledger", Set.of()),
          Map.entry("cli", Set.of()),
          Map.entry("worker", Set.of("api")),
          Map.entry("crew", Set.of("api", "cli")),
          Map.entry("client", Set.of("api", "ledger", "worker")),
          Map.entry("profiling", Set.of("ledger")),
          Map.entry("broker", Set.of("api", "cli", "ledger", "profiling", "crew")),
          Map.entry("grapher", Set.of("cli", "profiling")),
          Map.entry("challenge", Set.of("api", "cli", "profiling")),
          Map.entry(
              "bench", Set.of("api", "cli", "ledger", "client", "broker", "worker", "profiling")));

  /** Where bytes become classes: in the worker. */
  private static final Set<String> DEFINING = Set.of("worker.ClosureLoader");

  /** Where bytes become objects: a user's in the first, a broker's own stub in the second. */
  private static final Set<String> READING = Set.of("wire.parcel.ObjectBytes", "wire.door.Stubs");

  /** What our own calls are measured against. */
  private static final Set<String> PLAIN_RMI =
      Set.of("bench.FloorBroker", "bench.FloorWorker", "bench.PlainBroker");

  /** What sleeps: sample tasks, since that is their work. */
  private static final Set<String> SLEEPING =
      Set.of("challenge.SleepAndSquare", "challenge.Square");

  /**
   * Where the wall clock is read: once, as the date from which a profile counts on; for the line
   * that says since when a broker holds its port; by jobs, which outlive their broker; and in the
   * stamps of chaos.
   */
  private static final Set<String> TELLING_THE_TIME =
      Set.of(
          "profiling.ProfileWriter",
          "broker.PortState",
          "broker.jobs.Calendar",
          "bench.chaos.Stamped");

  private static final Pattern VAGUE =
      Pattern.compile("Abstract.*|.*(Manager|Utils?|Helper|Impl|Handler)");

  private final String root;

  HouseRules(String root) {
    this.root = root;
  }

  /** Every module that a class can be in. */
  static Set<String> modules() {
    return ARROWS.keySet();
  }

  /** The module that a class is in, or nothing for one from outside the house. */
  String module(JavaClass type) {
    String folder = type.getBaseComponentType().getPackageName();
    if (folder.equals(root) || below(folder, "wire")) {
      return "api";
    }
    if (folder.startsWith(root + ".")) {
      return folder.substring(root.length() + 1).split("\\.", 2)[0];
    }
    return "";
  }

  /** A module uses those that design.md lists for it and no other. */
  ArchRule arrows() {
    return all(
        "use the modules that their own may use",
        type -> true,
        dependency -> {
          String from = module(dependency.getOriginClass());
          String to = module(dependency.getTargetClass());
          return !to.isEmpty()
              && !to.equals(from)
              && !ARROWS.getOrDefault(from, Set.of()).contains(to);
        });
  }

  /** No package needs itself, by whatever way round. */
  ArchRule noCycles() {
    return SlicesRuleDefinition.slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return module(type).isEmpty()
                    ? SliceIdentifier.ignore()
                    : SliceIdentifier.of(type.getPackageName());
              }

              @Override
              public String getDescription() {
                return "packages";
              }
            })
        .should()
        .beFreeOfCycles();
  }

  /** Borrowers get one jar, the brain can be driven by anything, and a start is cheap. */
  ArchRule apiLedgerAndCliNeedTheJdkAlone() {
    return all(
        "need the JDK alone",
        type -> in(type, "api", "ledger", "cli"),
        dependency -> {
          JavaClass target = dependency.getTargetClass().getBaseComponentType();
          String name = target.getPackageName();
          return module(target).isEmpty()
              && !target.isPrimitive()
              && !name.startsWith("java.")
              && !name.startsWith("javax.")
              && !name.equals("org.jspecify.annotations");
        });
  }

  /** A profile can be written, read and drawn without a broker. */
  ArchRule profilesKnowNothingOfRmi() {
    return all(
        "know nothing of RMI",
        type -> in(type, "grapher", "profiling", "ledger"),
        dependency ->
            dependency
                .getTargetClass()
                .getBaseComponentType()
                .getPackageName()
                .startsWith("java.rmi"));
  }

  /** Bytes become classes in one place. */
  ArchRule onePlaceDefinesClasses() {
    return all(
        "leave the defining of classes to " + DEFINING,
        type -> !in(type, DEFINING),
        dependency ->
            dependency.getTargetClass().isAssignableTo(ClassLoader.class)
                && dependency.getDescription().contains(" extends "),
        access ->
            Set.of("defineClass", "defineHiddenClass").contains(access.getName())
                && (access.getTargetOwner().isAssignableTo(ClassLoader.class)
                    || access.getTargetOwner().isEquivalentTo(MethodHandles.Lookup.class)));
  }

  /** Bytes become objects in two places. */
  ArchRule fewPlacesReadObjects() {
    return all(
        "leave the reading of objects to " + READING,
        type -> !in(type, READING),
        dependency ->
            dependency.getTargetClass().isAssignableTo(ObjectInputStream.class)
                && dependency.getDescription().contains(" extends "),
        access ->
            access.getName().equals("<init>")
                && access.getTargetOwner().isAssignableTo(ObjectInputStream.class));
  }

  /** Whoever prints or exits takes the terminal away from the program that it is a part of. */
  ArchRule onlyMainsTouchTheTerminal() {
    return all(
        "leave the terminal and the exit to the Mains",
        type -> !outermost(type).getSimpleName().endsWith("Main"),
        dependency -> false,
        access -> {
          String owner = access.getTargetOwner().getName();
          return switch (access.getName()) {
            case "out", "err", "exit" -> owner.equals("java.lang.System") || exits(access);
            case "halt" -> exits(access);
            case "printStackTrace" ->
                access.getTargetOwner().isAssignableTo(Throwable.class)
                    && access.getTarget().getFullName().endsWith("()");
            default -> false;
          };
        });
  }

  /** What arrives from the network is numbers and bytes, until our own code has looked at it. */
  ArchRule remoteMethodsTakePrimitivesAndBytes() {
    return classes()
        .should(
            condition(
                "take primitives and byte[] alone, and answer those or records of the wire; a worker a freight too",
                (type, events) -> {
                  if (!type.isInterface()
                      || !type.isAssignableTo(Remote.class)
                      || in(type, PLAIN_RMI)) {
                    return;
                  }
                  for (JavaMethod method : type.getMethods()) {
                    // One array or several; which, the filter and the frame see to.
                    boolean freight =
                        type.isEquivalentTo(Worker.class) && method.getName().equals("runCode");
                    boolean plain =
                        method.getRawParameterTypes().stream()
                            .allMatch(each -> plain(each) || (freight && any(each)));
                    JavaClass answer = method.getRawReturnType();
                    boolean ours =
                        plain(answer)
                            || (freight && any(answer))
                            || (answer.isRecord() && below(answer.getPackageName(), "wire"));
                    if (!plain || !ours) {
                      violated(events, type, method.getDescription());
                    }
                  }
                }));
  }

  /** A name that fits everything says nothing. */
  ArchRule namesSaySomething() {
    return classes()
        .should(
            condition(
                "have a name that says what they are",
                (type, events) -> {
                  if (VAGUE.matcher(type.getSimpleName()).matches()) {
                    violated(events, type, type.getDescription());
                  }
                }));
  }

  /** Waiting is for something, and has a limit. */
  ArchRule nobodySleeps() {
    return all(
        "never sleep",
        type -> !in(type, SLEEPING),
        dependency -> false,
        access ->
            access.getName().equals("sleep")
                && Set.of("java.lang.Thread", "java.util.concurrent.TimeUnit")
                    .contains(access.getTargetOwner().getName()));
  }

  /** The same commands at the same times have the same effects: a replay is the run again. */
  ArchRule ledgerIsDeterministic() {
    return all(
        "take time and chance from outside",
        type -> in(type, "ledger"),
        dependency ->
            Set.of(
                    "java.security.SecureRandom",
                    "java.util.concurrent.ThreadLocalRandom",
                    "java.time.Clock")
                .contains(dependency.getTargetClass().getName()),
        access ->
            switch (access.getName()) {
              case "<init>" ->
                  access.getTargetOwner().isEquivalentTo(Random.class)
                      && access.getTarget().getFullName().endsWith("()");
              case "random", "randomUUID", "nanoTime", "currentTimeMillis", "now" -> true;
              default -> false;
            });
  }

  /** The wall clock may jump; what it says is for people alone, in a few places. */
  ArchRule fewPlacesLookAtTheWallClock() {
    return all(
        "leave the wall clock to " + TELLING_THE_TIME,
        type -> !in(type, TELLING_THE_TIME),
        dependency -> dependency.getTargetClass().getName().equals("java.time.Clock"),
        access ->
            switch (access.getName()) {
              case "currentTimeMillis" -> true;
              case "now" -> access.getTargetOwner().getPackageName().startsWith("java.time");
              case "<init>" ->
                  Set.of("java.util.Date", "java.util.GregorianCalendar")
                          .contains(access.getTargetOwner().getName())
                      && access.getTarget().getFullName().endsWith("()");
              case "getInstance" -> access.getTargetOwner().getName().equals("java.util.Calendar");
              default -> false;
            });
  }

  private ArchRule all(
      String should, Predicate<JavaClass> those, Predicate<Dependency> wrongDependency) {
    return all(should, those, wrongDependency, access -> false);
  }

  private ArchRule all(
      String should,
      Predicate<JavaClass> those,
      Predicate<Dependency> wrongDependency,
      Predicate<JavaAccess<?>> wrongAccess) {
    return classes()
        .should(
            condition(
                should,
                (type, events) -> {
                  if (!those.test(type)) {
                    return;
                  }
                  type.getDirectDependenciesFromSelf().stream()
                      .filter(wrongDependency)
                      .forEach(wrong -> violated(events, type, wrong.getDescription()));
                  type.getAccessesFromSelf().stream()
                      .filter(wrongAccess)
                      .forEach(wrong -> violated(events, type, wrong.getDescription()));
                }));
  }

  private static ArchCondition<JavaClass> condition(String should, Look look) {
    return new ArchCondition<>(should) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        look.at(type, events);
      }
    };
  }

  private static void violated(ConditionEvents events, JavaClass type, String what) {
    events.add(SimpleConditionEvent.violated(type, type.getName() + ": " + what));
  }

  private boolean in(JavaClass type, String... modules) {
    return Set.of(modules).contains(module(type));
  }

  private boolean in(JavaClass type, Set<String> names) {
    return names.stream().anyMatch(name -> outermost(type).getName().equals(root + "." + name));
  }

  private boolean below(String folder, String name) {
    return (folder + ".").startsWith(root + "." + name + ".");
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(HouseRules::outermost).orElse(type);
  }

  private static boolean any(JavaClass type) {
    return type.isEquivalentTo(Object.class);
  }

  private static boolean plain(JavaClass type) {
    return type.isPrimitive() || type.isEquivalentTo(byte[].class);
  }

  private static boolean exits(JavaAccess<?> access) {
    return access.getTargetOwner().isEquivalentTo(Runtime.class);
  }

  private interface Look {
    void at(JavaClass type, ConditionEvents events);
  }
}
