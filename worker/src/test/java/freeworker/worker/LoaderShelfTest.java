package freeworker.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.wire.parcel.Closure;
import freeworker.wire.parcel.Hash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoaderShelfTest {
  private static final byte[] A = new byte[100];
  private static final byte[] B = new byte[200];
  private static final byte[] C = new byte[300];

  private static final Closure AB = closure(Map.of("A", A, "B", B));
  private static final Closure BC = closure(Map.of("B", B, "C", C));
  private static final Closure C_ALONE = closure(Map.of("C", C));

  private final LoaderShelf shelf = new LoaderShelf(ClassLoader.getPlatformClassLoader(), 850);

  @Test
  void aClosureIsOnTheShelfWhenAllItsFilesWere() {
    assertEquals(2, shelf.put(AB, Map.of()).size());
    assertEquals(List.of(Hash.of(B)), shelf.put(AB, files(A)), "files of no closure are not kept");
    assertTrue(shelf.loader(AB.id()).isEmpty());

    assertEquals(List.of(), shelf.put(AB, files(A, B)));

    assertTrue(shelf.loader(AB.id()).isPresent());
    assertEquals(List.of(), shelf.put(AB, Map.of()), "it stays");
  }

  @Test
  void aFileOfAnotherClosureIsNotLacking() {
    shelf.put(AB, files(A, B));

    assertEquals(List.of(Hash.of(C)), shelf.put(BC, Map.of()));
  }

  @Test
  void theLeastRecentlyUsedClosureLeavesFirst() {
    shelf.put(AB, files(A, B));
    shelf.put(BC, files(C));
    ClosureLoader kept = shelf.loader(AB.id()).orElseThrow();

    shelf.put(C_ALONE, Map.of());

    assertTrue(shelf.loader(BC.id()).isEmpty(), "300 + 500 + 300 bytes are too many");
    assertSame(kept, shelf.loader(AB.id()).orElseThrow());
    assertEquals(List.of(), shelf.put(BC, Map.of()), "B and C are still held by the others");
  }

  @Test
  void aFileLeavesWithItsLastClosure() {
    var small = new LoaderShelf(ClassLoader.getPlatformClassLoader(), 1);
    small.put(AB, files(A, B));
    ClosureLoader first = small.loader(AB.id()).orElseThrow();

    small.put(C_ALONE, files(C));

    assertTrue(small.loader(AB.id()).isEmpty());
    assertEquals(2, small.put(AB, Map.of()).size());
    assertEquals(List.of(), small.put(AB, files(A, B)));
    assertNotSame(first, small.loader(AB.id()).orElseThrow());
  }

  @Test
  void aFileUnderTheWrongNameHelpsNobody() {
    assertFalse(shelf.put(C_ALONE, files(A, B)).isEmpty());
  }

  private static Closure closure(Map<String, byte[]> files) {
    var hashes = new HashMap<String, List<Hash>>();
    files.forEach((name, file) -> hashes.put(Closure.path(name), List.of(Hash.of(file))));
    return new Closure(hashes, List.of());
  }

  private static Map<Hash, byte[]> files(byte[]... files) {
    var byHash = new HashMap<Hash, byte[]>();
    for (byte[] file : files) {
      byHash.put(Hash.of(file), file);
    }
    return byHash;
  }
}
