package freeworker.broker.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.JobId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DocketTest {
  private static final long ALONE = JobId.ALONE;

  private final Docket docket = new Docket();

  private List<String> taken(String owner) {
    List<String> taken = new ArrayList<>();
    for (Optional<JobId> next = docket.next(owner); next.isPresent(); next = docket.next(owner)) {
      taken.add(next.get().toString());
    }
    return taken;
  }

  @Test
  void whoCameFirstIsFirst() {
    docket.add("ana", 1, ALONE, ALONE);
    docket.add("ana", 2, ALONE, ALONE);
    docket.add("ana", 3, ALONE, ALONE);

    assertEquals(List.of("1", "2", "3"), taken("ana"));
    assertEquals(0, docket.waiting());
  }

  @Test
  void aJobAloneWaitsForOneElementOfEachArrayBeforeIt() {
    docket.add("ana", 1, 1, 100);
    docket.add("ana", 2, 7, 9);
    docket.add("ana", 3, ALONE, ALONE);

    assertEquals(List.of("1[1]", "2[7]", "3", "1[2]", "2[8]"), taken("ana").subList(0, 5));
  }

  @Test
  void whatRunsAgainComesBeforeAllOthers() {
    docket.add("ana", 1, 1, 2);
    docket.again("ana", new JobId(9, ALONE));

    assertEquals(List.of("9", "1[1]", "1[2]"), taken("ana"));
  }

  @Test
  void ownersDoNotMeet() {
    docket.add("ana", 1, ALONE, ALONE);
    docket.add("ben", 2, ALONE, ALONE);

    assertEquals(Set.of("ana", "ben"), docket.owners());
    assertEquals(List.of("2"), taken("ben"));
    assertEquals(1, docket.waiting("ana"));
    assertEquals(0, docket.waiting("ben"));
  }

  @Test
  void whatIsWithdrawnIsNotTaken() {
    docket.add("ana", 1, 1, 1_000_000);
    docket.add("ana", 2, ALONE, ALONE);
    docket.again("ana", new JobId(1, 0));

    docket.remove("ana", 1);

    assertEquals(1, docket.waiting());
    assertEquals(List.of("2"), taken("ana"));
  }

  @Test
  void withManyOwnersEachJobIsTakenOnceAndNoArrayStarvesAnother() {
    for (long seed = 1; seed <= 300; seed++) {
      everyJobIsTakenOnce(seed);
    }
  }

  private static void everyJobIsTakenOnce(long seed) {
    var random = new Random(seed);
    var docket = new Docket();
    Map<String, Set<JobId>> expected = new HashMap<>();
    Map<Long, Long> lastTaken = new HashMap<>();
    int arrays = 1 + random.nextInt(20);
    for (long number = 1; number <= arrays; number++) {
      String owner = "owner" + random.nextInt(3);
      long last = random.nextInt(30);
      docket.add(owner, number, 0, last);
      for (long element = 0; element <= last; element++) {
        expected.computeIfAbsent(owner, any -> new HashSet<>()).add(new JobId(number, element));
      }
    }
    long total = expected.values().stream().mapToLong(Set::size).sum();
    assertEquals(total, docket.waiting(), () -> "seed " + seed);

    for (String owner : List.copyOf(docket.owners())) {
      Set<JobId> jobs = expected.getOrDefault(owner, Set.of());
      long clock = 0;
      for (Optional<JobId> next = docket.next(owner); next.isPresent(); next = docket.next(owner)) {
        JobId id = next.get();
        assertTrue(jobs.remove(id), () -> "seed " + seed + ": " + id + " twice");
        long since = clock - lastTaken.getOrDefault(id.number(), -1L);
        assertTrue(since <= arrays + 1, () -> "seed " + seed + ": " + id + " waited for " + since);
        lastTaken.put(id.number(), clock++);
      }
      assertEquals(Set.of(), jobs, () -> "seed " + seed);
    }
    assertEquals(0, docket.waiting(), () -> "seed " + seed);
  }

  @Test
  void aMillionJobsWaitInLittleMemory() {
    IntStream.rangeClosed(1, 1_000_000).forEach(n -> docket.add("ana", n, ALONE, ALONE));

    assertEquals(1_000_000, docket.waiting("ana"));
    assertEquals(Optional.of(new JobId(1, ALONE)), docket.next("ana"));
  }
}
