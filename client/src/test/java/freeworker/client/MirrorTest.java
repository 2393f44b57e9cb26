package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import freeworker.wire.parcel.Call;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A task that looks at its own classes sees what it would see at home. */
class MirrorTest {
  private final Wire wire = new Wire();

  @Test
  void annotationsAreReadWithTheirEnumsAndClasses() throws Exception {
    String there = String.valueOf(wire.run(Mirror.annotations()));

    assertEquals("METRE by Meter[none], metres 1[a, b]", there);
    assertEquals(Mirror.annotations().run(), there);
  }

  @Test
  void theStructureOfClassesIsSeenAsAtHome() throws Exception {
    Object there = wire.run(Mirror.structure());

    assertEquals(
        List.of(
            "within a method",
            "Mirror",
            "java.lang.String[]",
            "Circle",
            "Rectangle",
            "Path",
            "freeworker.client freeworker.client",
            "count"),
        there);
    assertEquals(Mirror.structure().run(), there);
  }

  @Test
  void privateMembersAreReachedByReflectionAndByHandles() {
    assertEquals(37, wire.run(Mirror.reflection()));
    assertEquals(111, wire.run(Mirror.handles()));
  }

  @Test
  void aNestedClassIsFoundByAComputedName() {
    assertEquals("found by its name", wire.run(Mirror.nestedByName("Un" + "mentioned")));
  }

  @Test
  void allClassesOfATaskAreOfOneLoader() {
    assertEquals(true, wire.run(Mirror.oneLoader()));
  }

  @Test
  void aProxyTravelsAsACapturedValueAndAsAnArgument() {
    assertEquals("ababab!cc!true", wire.run(Mirror.captured(Mirror.speaker("!"))));
    assertEquals("xx!", wire.run(new Call<>(Mirror.argument(), Mirror.speaker("!"))));
  }

  @Test
  void aProxyMadeThereIsUsedThere() {
    assertEquals("y?call", wire.run(Mirror.madeThere()));
  }
}
