package freeworker.bench;

import freeworker.bench.run.Findings;
import freeworker.bench.run.Promise;
import freeworker.bench.run.Spread;
import freeworker.bench.run.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What starts have cost, round by round, and which goals that meets. */
final class Starts {
  private static final double MOST_OF_FIRST = 1.3;
  private static final List<Role> ROLES =
      List.of(
          new Role("client", 1.2, Memory::client),
          new Role("worker", 1.2, Memory::worker),
          new Role("broker", 1.6, Memory::broker));
  private static final List<Moment> MOMENTS =
      List.of(
          new Moment("at the first result", ColdStart::first),
          new Moment("after work by 8 threads", ColdStart::later));

  private final double mostMillis;
  private final double mostOfJava;
  private final List<Round> rounds = new ArrayList<>();

  /**
   * @param feature which Java it is, as 17; the goals are others from 25 on
   */
  Starts(int feature) {
    mostMillis = feature >= 25 ? 160 : 220;
    mostOfJava = feature >= 25 ? 4 : 5;
  }

  /** What was measured in one round; a figure of 0 could not be had. */
  record Round(Map<Launch, Spent> launches, ColdStart ours, ColdStart floor) {
    Round {
      launches = Map.copyOf(launches);
      if (launches.size() < Launch.values().length) {
        throw new IllegalArgumentException("not all of a round: " + launches.keySet());
      }
    }

    Spent spent(Launch launch) {
      return Objects.requireNonNull(launches.get(launch));
    }
  }

  private record Role(String words, double most, ToDoubleFunction<Memory> memory) {}

  private record Moment(String words, Function<ColdStart, Memory> memory) {
    ToDoubleFunction<ColdStart> of(Role role) {
      return start -> role.memory().applyAsDouble(memory.apply(start));
    }
  }

  void add(Round round) {
    rounds.add(round);
  }

  Findings findings() {
    return new Findings(List.of(launches(), firsts(), memory()), promises());
  }

  private Table launches() {
    return new Table(
        "From start to end: median (min-max), and the ratio to `java` of the same round",
        List.of("", "ms", "of `java`", "processor ms", "of `java`"),
        Arrays.stream(Launch.values())
            .map(
                launch ->
                    List.of(
                        launch.words(),
                        cell(all(wall(launch)), 1),
                        launch == Launch.JAVA ? "" : cell(ofJava(launch, Spent::wall), 2),
                        cell(all(round -> round.spent(launch).processor()), 1),
                        launch == Launch.JAVA ? "" : cell(ofJava(launch, Spent::processor), 2)))
            .toList());
  }

  private Table firsts() {
    return new Table(
        "From the start of all processes together to the first result: median (min-max)",
        List.of("", "s", "of the floor"),
        List.of(
            List.of("floor of 3 calls", cell(all(round -> round.floor().seconds()), 2), ""),
            List.of(
                "`broker 2` and a client",
                cell(all(round -> round.ours().seconds()), 2),
                cell(ofFloor(ColdStart::seconds), 2))));
  }

  private Table memory() {
    List<List<String>> rows = new ArrayList<>();
    for (Moment moment : MOMENTS) {
      for (Role role : ROLES) {
        ToDoubleFunction<ColdStart> memory = moment.of(role);
        rows.add(
            List.of(
                role.words() + " " + moment.words(),
                cell(all(round -> memory.applyAsDouble(round.floor())), 1),
                cell(all(round -> memory.applyAsDouble(round.ours())), 1),
                cell(ofFloor(memory), 2)));
      }
    }
    return new Table(
        "Memory in MiB: median (min-max)",
        List.of("", "floor of 3 calls", "Freeworker", "of the floor"),
        rows);
  }

  private List<Promise> promises() {
    List<Promise> promises = new ArrayList<>();
    promise(promises, "ms of `challenge 0`", mostMillis, all(wall(Launch.TASK)));
    promise(promises, "`challenge 0` of `java`", mostOfJava, ofJava(Launch.TASK, Spent::wall));
    promise(promises, "first result of the floor's", MOST_OF_FIRST, ofFloor(ColdStart::seconds));
    for (Moment moment : MOMENTS) {
      for (Role role : ROLES) {
        String words = "memory of the " + role.words() + " " + moment.words() + " of the floor's";
        promise(promises, words, role.most(), ofFloor(moment.of(role)));
      }
    }
    return promises;
  }

  /** What could not be measured is neither held nor missed. */
  private static void promise(
      List<Promise> promises, String words, double most, List<Double> values) {
    if (!values.isEmpty()) {
      String goal = String.format(Locale.ROOT, "%s, at most %s", words, plain(most));
      promises.add(Promise.atMost(goal, most, Spread.of(values).median()));
    }
  }

  private static String plain(double value) {
    return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static ToDoubleFunction<Round> wall(Launch launch) {
    return round -> round.spent(launch).wall();
  }

  private List<Double> ofJava(Launch launch, ToDoubleFunction<Spent> value) {
    return ratios(
        round -> value.applyAsDouble(round.spent(launch)),
        round -> value.applyAsDouble(round.spent(Launch.JAVA)));
  }

  private List<Double> ofFloor(ToDoubleFunction<ColdStart> value) {
    return ratios(
        round -> value.applyAsDouble(round.ours()), round -> value.applyAsDouble(round.floor()));
  }

  private List<Double> ratios(ToDoubleFunction<Round> ours, ToDoubleFunction<Round> theirs) {
    return rounds.stream()
        .filter(round -> ours.applyAsDouble(round) > 0 && theirs.applyAsDouble(round) > 0)
        .map(round -> ours.applyAsDouble(round) / theirs.applyAsDouble(round))
        .toList();
  }

  private List<Double> all(ToDoubleFunction<Round> value) {
    return rounds.stream().map(value::applyAsDouble).filter(figure -> figure > 0).toList();
  }

  private static String cell(List<Double> values, int digits) {
    return values.isEmpty() ? "" : Spread.of(values).words(digits);
  }

  /** Each round, for programs; what could not be measured is 0. */
  String json() {
    return rounds.stream().map(Starts::json).collect(Collectors.joining(",\n", "[", "]"));
  }

  private static String json(Round round) {
    String launches =
        Arrays.stream(Launch.values())
            .map(
                launch ->
                    String.format(
                        Locale.ROOT,
                        "\"%s\":{\"ms\":%.1f,\"processor_ms\":%.1f}",
                        launch,
                        round.spent(launch).wall(),
                        round.spent(launch).processor()))
            .collect(Collectors.joining(","));
    return "{%s,\"freeworker\":%s,\"floor\":%s}"
        .formatted(launches, json(round.ours()), json(round.floor()));
  }

  private static String json(ColdStart start) {
    return String.format(
        Locale.ROOT,
        "{\"first_s\":%.3f,\"first_mib\":%s,\"later_mib\":%s}",
        start.seconds(),
        json(start.first()),
        json(start.later()));
  }

  private static String json(Memory memory) {
    return String.format(
        Locale.ROOT,
        "{\"client\":%.1f,\"worker\":%.1f,\"broker\":%.1f}",
        memory.client(),
        memory.worker(),
        memory.broker());
  }
}
