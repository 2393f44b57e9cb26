package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import freeworker.RemoteFunction;
import freeworker.TaskFailed;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tasks written in Scala travel with what they need of its library; needs its compiler. */
@Tag("outer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScalaTest {
  private Abroad scala;

  @BeforeAll
  void compile(@TempDir Path folder) throws Exception {
    scala = new Abroad(folder, Language.SCALA, "src/test/scala/Shapes.scala", "scalas.Shapes");
  }

  @AfterAll
  void close() throws Exception {
    scala.close();
  }

  @Test
  void aLambdaIsATask() throws Exception {
    assertEquals(42, scala.run("lambda", 21));
  }

  @Test
  void caseClassesAndObjectsComeBackWithinATuple() throws Exception {
    assertEquals(
        "(List(Point(1,7), Point(2,9)),Some(Point(3,7)),None,Empty)",
        scala.run("points").toString());
  }

  @Test
  void anAnonymousClassTravelsWithWhatItCaptured() throws Exception {
    assertEquals("OBJECT WORD!!!!", scala.run("anonymous", "word"));
  }

  @Test
  void collectionsOfItsLibraryWorkAndComeBack() throws Exception {
    assertEquals("Map(false -> 20, true -> 200)", scala.run("collections").toString());
    assertEquals("Vector(0, 1, 1, 2, 3, 5, 8, 13, 21, 34)", scala.run("lazily").toString());
    assertEquals("List(Red, Green)", scala.run("enumeration").toString());
  }

  @Test
  void patternsTraitsAndComprehensionsWork() throws Exception {
    assertEquals("3 3", scala.run("matching"));
    assertEquals("10+30", scala.run("comprehension"));
  }

  @Test
  void anExceptionComesBackAsItself() {
    var failed = assertThrows(TaskFailed.class, () -> scala.run("failing"));

    assertEquals("scalas.Lost", failed.remoteClass());
    assertEquals("scalas.Lost: lost 7", String.valueOf(failed.getCause()));
  }

  @Test
  void aFunctionThatCameBackRunsHere() throws Exception {
    @SuppressWarnings("unchecked")
    var function =
        (RemoteFunction<Integer, Object>)
            assertInstanceOf(RemoteFunction.class, scala.runOnce("returned", 1));

    assertEquals("Point(1,2)", function.apply(2).toString());
  }

  @Test
  void aCapturedFunctionTravels() throws Exception {
    assertEquals(4, scala.run("function", 2));
  }
}
