package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.chrono.HijrahDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.WeekFields;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people return from tasks comes back. */
class JdkValuesTest {
  private static final Wire WIRE = new Wire();

  @ParameterizedTest
  @MethodSource("values")
  void theJdksValuesComeBack(Object value) {
    Object back = WIRE.run(Pets.value((Serializable) value));

    assertNotNull(back);
    assertEquals(value.getClass(), back.getClass());
    assertEquals(text(value), text(back));
  }

  /** Some values do not know when they are equal; their texts do. */
  private static String text(Object value) {
    return value instanceof Object[] array
        ? Arrays.deepToString(array)
        : Arrays.deepToString(new Object[] {value});
  }

  @SuppressWarnings({
    "JdkObsolete",
    "JavaUtilDate",
    "IdentityHashMapUsage",
    "UnnecessaryStringBuilder"
  }) // People return these all the same.
  static Stream<Object> values() {
    List<Integer> numbers = List.of(3, 1, 2);
    Map<String, Integer> map = new TreeMap<>(Map.of("a", 1, "b", 2));
    return Stream.of(
        true,
        (byte) 1,
        'c',
        (short) 2,
        3,
        4L,
        5f,
        6d,
        "text",
        new StringBuilder("builder"),
        new StringBuffer("buffer"),
        BigInteger.TEN.pow(1000),
        new BigDecimal("1.50"),
        MathContext.DECIMAL64,
        new int[] {1, 2},
        new byte[100_000],
        new double[] {0.5},
        new boolean[3],
        new long[][] {{1}, {2, 3}},
        new String[] {"a", "b"},
        new Integer[][] {{1}, {}},
        new Object[] {1, "two", null},
        new List<?>[] {numbers},
        new Comparable<?>[] {1, "a"},
        Instant.EPOCH,
        Duration.ofSeconds(3),
        LocalDate.of(2026, 1, 2),
        DayOfWeek.MONDAY,
        ZonedDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneId.of("Europe/Paris")),
        ChronoUnit.DAYS,
        WeekFields.ISO,
        HijrahDate.of(1440, 1, 1),
        numbers,
        List.of(1),
        List.of(),
        Set.of(1),
        Set.of("one"),
        Set.of(),
        Map.of("k", "v"),
        Map.of(),
        Map.ofEntries(Map.entry(1, 1)),
        List.copyOf(new ArrayList<>(numbers)),
        new ArrayList<>(numbers),
        new LinkedList<>(numbers),
        new ArrayDeque<>(numbers),
        new PriorityQueue<>(numbers),
        new Vector<>(numbers),
        Arrays.asList(1, 2),
        new PriorityQueue<>(Comparator.<Integer>reverseOrder()),
        new BitSet(70),
        new HashMap<>(map),
        new LinkedHashMap<>(map),
        map,
        new Hashtable<>(map),
        new IdentityHashMap<>(Map.of("x", 1)),
        new EnumMap<>(Map.of(TimeUnit.DAYS, 1)),
        new TreeMap<>(Comparator.<String>naturalOrder()),
        new HashSet<>(numbers),
        new LinkedHashSet<>(numbers),
        new TreeSet<>(numbers),
        EnumSet.of(TimeUnit.DAYS),
        EnumSet.noneOf(Character.UnicodeScript.class),
        Collections.emptyList(),
        Collections.emptyMap(),
        Collections.emptySet(),
        Collections.singleton(1),
        Collections.singletonList(1),
        Collections.singletonMap(1, 2),
        Collections.nCopies(3, "x"),
        Collections.unmodifiableList(new ArrayList<>(numbers)),
        Collections.unmodifiableMap(map),
        Collections.unmodifiableSet(new HashSet<>(numbers)),
        Collections.unmodifiableSortedMap(new TreeMap<>(map)),
        Collections.emptySortedMap(),
        Collections.unmodifiableCollection(new ArrayList<>(numbers)),
        Collections.emptySortedSet(),
        Collections.synchronizedList(new ArrayList<>(numbers)),
        Collections.synchronizedMap(map),
        Collections.newSetFromMap(new HashMap<>()),
        new AbstractMap.SimpleEntry<>("a", 1),
        new AbstractMap.SimpleImmutableEntry<>("a", 1),
        new ConcurrentHashMap<>(map),
        new ConcurrentSkipListMap<>(map),
        new ConcurrentSkipListSet<>(numbers),
        new CopyOnWriteArrayList<>(numbers),
        new CopyOnWriteArraySet<>(numbers),
        new ConcurrentLinkedQueue<>(numbers),
        new ConcurrentLinkedDeque<>(numbers),
        new AtomicInteger(1),
        new AtomicLong(2),
        new AtomicReference<>("r"),
        new LongAdder(),
        new UUID(1, 2),
        new Date(0),
        Locale.CANADA_FRENCH,
        Currency.getInstance("EUR"),
        new Properties(),
        URI.create("http://localhost/"),
        TimeUnit.DAYS,
        new IllegalStateException("an exception as a value"),
        biggerMap());
  }

  private static Map<Integer, Collection<Integer>> biggerMap() {
    var map = new HashMap<Integer, Collection<Integer>>();
    for (int i = 0; i < 10_000; i++) {
      map.put(i, i % 2 == 0 ? List.of() : new HashSet<>(1_000_000));
    }
    return map;
  }
}
