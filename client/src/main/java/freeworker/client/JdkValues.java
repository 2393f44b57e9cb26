package freeworker.client;

import java.util.Set;

/** The classes of the JDK that a result may hold: values, collections, exceptions. */
final class JdkValues {
  private static final Set<String> CLASSES =
      Set.of(
          ("java.lang.Boolean java.lang.Byte java.lang.Character java.lang.Double"
                  + " java.lang.Float java.lang.Integer java.lang.Long java.lang.Number"
                  + " java.lang.Object java.lang.Short java.lang.StackTraceElement"
                  + " java.lang.String java.lang.StringBuffer java.lang.StringBuilder"
                  + " java.lang.invoke.SerializedLambda java.math.BigDecimal java.math.BigInteger"
                  + " java.math.MathContext java.net.URI"
                  + " java.util.AbstractMap$SimpleEntry java.util.AbstractMap$SimpleImmutableEntry"
                  + " java.util.ArrayDeque java.util.ArrayList java.util.Arrays$ArrayList"
                  + " java.util.BitSet java.util.CollSer java.util.Collections$AsLIFOQueue"
                  + " java.util.Collections$CopiesList java.util.Collections$EmptyList"
                  + " java.util.Collections$EmptyMap java.util.Collections$EmptySet"
                  + " java.util.Collections$ReverseComparator"
                  + " java.util.Collections$ReverseComparator2 java.util.Collections$SetFromMap"
                  + " java.util.Collections$SingletonList java.util.Collections$SingletonMap"
                  + " java.util.Collections$SingletonSet"
                  + " java.util.Collections$SynchronizedCollection"
                  + " java.util.Collections$SynchronizedList"
                  + " java.util.Collections$SynchronizedMap"
                  + " java.util.Collections$SynchronizedNavigableMap"
                  + " java.util.Collections$SynchronizedNavigableSet"
                  + " java.util.Collections$SynchronizedRandomAccessList"
                  + " java.util.Collections$SynchronizedSet"
                  + " java.util.Collections$SynchronizedSortedMap"
                  + " java.util.Collections$SynchronizedSortedSet"
                  + " java.util.Collections$UnmodifiableCollection"
                  + " java.util.Collections$UnmodifiableList"
                  + " java.util.Collections$UnmodifiableMap"
                  + " java.util.Collections$UnmodifiableNavigableMap"
                  + " java.util.Collections$UnmodifiableNavigableMap$EmptyNavigableMap"
                  + " java.util.Collections$UnmodifiableNavigableSet"
                  + " java.util.Collections$UnmodifiableNavigableSet$EmptyNavigableSet"
                  + " java.util.Collections$UnmodifiableRandomAccessList"
                  + " java.util.Collections$UnmodifiableSequencedCollection"
                  + " java.util.Collections$UnmodifiableSequencedMap"
                  + " java.util.Collections$UnmodifiableSequencedSet"
                  + " java.util.Collections$UnmodifiableSet"
                  + " java.util.Collections$UnmodifiableSortedMap"
                  + " java.util.Collections$UnmodifiableSortedSet"
                  + " java.util.Currency"
                  + " java.util.Date java.util.EnumMap java.util.EnumSet"
                  + " java.util.EnumSet$SerializationProxy java.util.HashMap java.util.HashSet"
                  + " java.util.Hashtable java.util.IdentityHashMap"
                  + " java.util.ImmutableCollections$List12 java.util.ImmutableCollections$ListN"
                  + " java.util.ImmutableCollections$Map1 java.util.ImmutableCollections$MapN"
                  + " java.util.ImmutableCollections$Set12 java.util.ImmutableCollections$SetN"
                  + " java.util.JumboEnumSet java.util.RegularEnumSet"
                  + " java.util.LinkedHashMap java.util.LinkedHashSet java.util.LinkedList"
                  + " java.util.Locale java.util.PriorityQueue java.util.Properties"
                  + " java.util.Stack java.util.TreeMap java.util.TreeSet java.util.UUID"
                  + " java.util.Vector"
                  + " java.util.concurrent.ConcurrentHashMap"
                  + " java.util.concurrent.ConcurrentHashMap$Segment"
                  + " java.util.concurrent.ConcurrentLinkedDeque"
                  + " java.util.concurrent.ConcurrentLinkedQueue"
                  + " java.util.concurrent.ConcurrentSkipListMap"
                  + " java.util.concurrent.ConcurrentSkipListSet"
                  + " java.util.concurrent.CopyOnWriteArrayList"
                  + " java.util.concurrent.CopyOnWriteArraySet"
                  + " java.util.concurrent.atomic.AtomicBoolean"
                  + " java.util.concurrent.atomic.AtomicInteger"
                  + " java.util.concurrent.atomic.AtomicIntegerArray"
                  + " java.util.concurrent.atomic.AtomicLong"
                  + " java.util.concurrent.atomic.AtomicLongArray"
                  + " java.util.concurrent.atomic.AtomicReference"
                  + " java.util.concurrent.atomic.DoubleAdder"
                  + " java.util.concurrent.atomic.DoubleAdder$SerializationProxy"
                  + " java.util.concurrent.atomic.LongAdder"
                  + " java.util.concurrent.atomic.LongAdder$SerializationProxy"
                  + " java.util.concurrent.atomic.Striped64"
                  + " java.util.concurrent.locks.AbstractOwnableSynchronizer"
                  + " java.util.concurrent.locks.AbstractQueuedSynchronizer"
                  + " java.util.concurrent.locks.ReentrantLock"
                  + " java.util.concurrent.locks.ReentrantLock$NonfairSync"
                  + " java.util.concurrent.locks.ReentrantLock$Sync")
              .split(" "));

  private static final Set<String> PACKAGES =
      Set.of("java.time", "java.time.chrono", "java.time.temporal", "java.time.zone");

  private JdkValues() {}

  /** Whether a result may hold an object of this class, which may be an array's class. */
  static boolean allow(Class<?> type) {
    if (type.isArray()) {
      Class<?> element = type.getComponentType();
      return element.isPrimitive()
          || allow(element)
          || (ofJavaBase(element) && element.isInterface());
    }
    return ofJavaBase(type)
        && (CLASSES.contains(type.getName())
            || PACKAGES.contains(type.getPackageName())
            || Enum.class.isAssignableFrom(type)
            || Throwable.class.isAssignableFrom(type));
  }

  private static boolean ofJavaBase(Class<?> type) {
    return type.getModule() == Object.class.getModule();
  }
}
