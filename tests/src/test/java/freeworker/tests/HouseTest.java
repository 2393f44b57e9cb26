package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house stands as design.md draws it, and each rule has been seen to fail. */
final class HouseTest {
  private static final String PLANTED = "freeworker.tests.planted";

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("freeworker");

  private static final JavaClasses GARDEN = new ClassFileImporter().importPackages(PLANTED);

  /** A rule, and the planted classes that break it. */
  private record Case(String name, Function<HouseRules, ArchRule> rule, Set<String> offenders) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case rule(String name, Function<HouseRules, ArchRule> rule, String... offenders) {
    return new Case(name, rule, Set.of(offenders));
  }

  static List<Case> rules() {
    return List.of(
        rule(
            "modules use only those below them",
            HouseRules::arrows,
            "broker.NeedsTheWorker",
            "broker.NeedsTheClient",
            "challenge.NeedsTheClient",
            "worker.ImportsTheClient",
            "stray.BelongsNowhere"),
        rule(
            "no package needs itself",
            HouseRules::noCycles,
            "worker.ImportsTheClient",
            "client.ImportsTheWorker"),
        rule(
            "api, ledger and cli need the JDK alone",
            HouseRules::apiLedgerAndCliNeedTheJdkAlone,
            "cli.NeedsALibrary",
            "ledger.NeedsALibrary",
            "wire.NeedsALibrary"),
        rule(
            "profiles know nothing of RMI",
            HouseRules::profilesKnowNothingOfRmi,
            "grapher.KnowsRmi",
            "profiling.KnowsRmi"),
        rule(
            "one place defines classes",
            HouseRules::onePlaceDefinesClasses,
            "worker.ExtendsClassLoader",
            "worker.DefinesClasses"),
        rule(
            "few places read objects",
            HouseRules::fewPlacesReadObjects,
            "client.ExtendsObjectInputStream",
            "client.ReadsObjects"),
        rule(
            "only Mains touch the terminal",
            HouseRules::onlyMainsTouchTheTerminal,
            "crew.Prints",
            "crew.Complains",
            "crew.Exits",
            "crew.Halts",
            "crew.DumpsItsStack"),
        rule(
            "remote methods take primitives and bytes",
            HouseRules::remoteMethodsTakePrimitivesAndBytes,
            "wire.TakesAString",
            "wire.TakesObjects",
            "wire.AnswersAList",
            "wire.AnswersAClass"),
        rule(
            "names say something",
            HouseRules::namesSaySomething,
            "crew.CrewManager",
            "crew.CrewUtil",
            "crew.AbstractCrew"),
        rule("nobody sleeps", HouseRules::nobodySleeps, "crew.Sleeps", "crew.SleepsByUnit"),
        rule(
            "the ledger takes time and chance from outside",
            HouseRules::ledgerIsDeterministic,
            "ledger.RollsDice",
            "ledger.RollsLocalDice",
            "ledger.LooksAtTheClock"),
        rule(
            "few places look at the wall clock",
            HouseRules::fewPlacesLookAtTheWallClock,
            "crew.ReadsTheTimeOfDay",
            "crew.ReadsTheInstant",
            "crew.MakesADate",
            "crew.AsksAClock"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theHouseKeepsItsRules(Case house) {
    house.rule().apply(new HouseRules("freeworker")).check(HOUSE);
  }

  @ParameterizedTest(name = "not so: {0}")
  @MethodSource("rules")
  void aPlantedOffenderIsFound(Case garden) {
    var rule = garden.rule().apply(new HouseRules(PLANTED));

    List<String> report = rule.evaluate(GARDEN).getFailureReport().getDetails();

    assertEquals(new TreeSet<>(garden.offenders()), offenders(report), () -> "said " + report);
  }

  private static Set<String> offenders(List<String> report) {
    return GARDEN.stream()
        .map(JavaClass::getName)
        .filter(name -> report.stream().anyMatch(line -> accuses(line, name)))
        .map(name -> name.substring(PLANTED.length() + 1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean accuses(String line, String name) {
    return line.startsWith(name + ": ")
        || (line.startsWith("Cycle") && line.contains("<" + name + "."));
  }

  @Test
  void everyClassIsInAModuleAndEveryModuleIsLookedAt() {
    var rules = new HouseRules("freeworker");

    Set<String> seen =
        HOUSE.stream().map(rules::module).collect(Collectors.toCollection(TreeSet::new));

    assertEquals(new TreeSet<>(HouseRules.modules()), seen);
  }
}
