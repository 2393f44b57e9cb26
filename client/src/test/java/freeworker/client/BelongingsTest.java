package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import freeworker.Task;
import freeworker.TaskFailed;
import freeworker.client.Belongings.Temperature;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Objects keep the rules of their own serialization, on the way there and on the way back. */
class BelongingsTest {
  private final Wire wire = new Wire();

  @Test
  void aRecordThatTravelsAsSomethingElseIsItselfAgain() {
    assertEquals(new Temperature(300), back(Pets.value(new Temperature(300))));
  }

  @Test
  void aSingletonStaysTheOnlyOne() {
    assertSame(Belongings.Compass.ONE, back(Pets.value(Belongings.Compass.ONE)));
  }

  @Test
  void anExternalizableObjectWritesAndReadsItselfEachWay() {
    var parcelled = new Belongings.Parcelled("abc");

    assertEquals("cba", back(Belongings.text(parcelled)));
    assertEquals("abc", back(Pets.value(parcelled)).toString());
  }

  @Test
  void aClassOfADeclaredVersionWritesFieldsOfItsOwnChoice() {
    var versioned = (Belongings.Versioned) back(Pets.value(new Belongings.Versioned(5)));

    assertEquals(20, versioned.number(), "doubled on each way");
    assertEquals(42L, wire.run(Belongings.version()));
  }

  @Test
  void transientFieldsAndAnUnserializableSuperclassBeginAnew() {
    var stale = new Belongings.Stale();
    stale.find("treasure");

    assertEquals("[anew] null", wire.run(stale.seen()));
  }

  @Test
  void aGraphWithCyclesKeepsItsIdentities() {
    Belongings.Node node = new Belongings.Node("a").with(new Belongings.Node("b"));

    var grown = (Belongings.Node) back(Belongings.grown(node));

    assertEquals("a", grown.name);
    assertEquals(1, node.neighbours.size(), "ours is as it was");
    assertEquals(2, grown.neighbours.size());
    for (Belongings.Node neighbour : grown.neighbours) {
      assertSame(grown, neighbour.neighbours.get(0));
    }
  }

  @Test
  void whatWasOneObjectIsOneObjectThere() {
    var key = new Belongings.Key("k", 1);

    assertEquals(true, wire.run(Belongings.same(key, key)));
    assertEquals(false, wire.run(Belongings.same(key, new Belongings.Key("k", 1))));
  }

  @Test
  void collectionsThatNeedOurMethodsToBeReadComeBack() {
    var collections = (List<?>) back(Belongings.collections());

    var sorted = assertInstanceOf(TreeMap.class, collections.get(0));
    assertEquals(new Belongings.Key("k", 2), sorted.firstKey());
    var keys = assertInstanceOf(Belongings.Key[][].class, sorted.get(new Belongings.Key("", 0)));
    assertEquals(new Belongings.Key("k", 0), keys[0][0]);
    assertEquals(
        new Belongings.Key("k", 2),
        assertInstanceOf(PriorityQueue.class, collections.get(1)).peek());
    var hashed = assertInstanceOf(Map.class, collections.get(2));
    assertEquals(
        List.of(new Belongings.Key("k", 1), new Belongings.Key("k", 1)),
        hashed.get(new Belongings.Key("k", 1)));
  }

  @Test
  void classesThemselvesTravelBothWays() {
    assertEquals(
        List.of(Belongings.Node.class, Belongings.Key[][].class, int.class, String.class),
        wire.run(Belongings.classes(Belongings.Node.class)));
  }

  @Test
  void aClassThatOnlyTheCapturedObjectHasTravels() {
    Serializable unnamed = new Pets.Square(4);

    assertEquals(new Pets.Square(4).run(), ((Pets.Square) back(Pets.value(unnamed))).run());
  }

  @Test
  void exceptionsOfTheUsersComeBackAsTheirOwnClassWithTheirFields() {
    TaskFailed failed = assertThrows(TaskFailed.class, () -> wire.run(Belongings.losing()));

    var lost = assertInstanceOf(Belongings.Lost.class, failed.getCause());
    assertEquals(new Belongings.Key("outer", 1), lost.key());
    assertNull(lost.fresh(), "a transient field");
    assertEquals("lost Key[name=outer, number=1][anew]", lost.getMessage());
    Throwable cause = Objects.requireNonNull(lost.getCause());
    assertEquals("anonymous and local Key[name=inner, number=2]", cause.getMessage());
    assertSame(Belongings.class, cause.getClass().getNestHost());
    assertEquals(Belongings.class.getName(), cause.getStackTrace()[0].getClassName());
  }

  private Object back(Task<?> task) {
    return Objects.requireNonNull(wire.run(task));
  }
}
