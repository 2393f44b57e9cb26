package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.RemoteFunction;
import freeworker.TaskFailed;
import freeworker.TaskRefused;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tasks written in Kotlin travel with what they need of its library; needs its compiler. */
@Tag("outer")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KotlinTest {
  private Abroad kotlin;

  @BeforeAll
  void compile(@TempDir Path folder) throws Exception {
    kotlin = new Abroad(folder, Language.KOTLIN, "src/test/kotlin/Shapes.kt", "kotlins.Shapes");
  }

  @AfterAll
  void close() throws Exception {
    kotlin.close();
  }

  @Test
  void aLambdaAndAFunctionReferenceAreTasks() throws Exception {
    assertEquals(42, kotlin.run("lambda", 21));
    assertEquals(7, kotlin.run("reference"));
  }

  @Test
  void dataClassesComeBackWithinAPair() throws Exception {
    assertEquals(
        "([Point(x=1, y=7), Point(x=2, y=9)], Point(x=3, y=7))", kotlin.run("points").toString());
  }

  @Test
  void anObjectExpressionTravelsWithWhatItCaptured() throws Exception {
    assertEquals("OBJECT WORD!!!!", kotlin.run("expression", "word"));
  }

  @Test
  void collectionsAndSequencesOfItsLibraryWork() throws Exception {
    assertEquals(Map.of(false, 20, true, 200), kotlin.run("collections"));
    assertEquals(List.of(0, 1, 1, 2, 3, 5, 8, 13, 21, 34), kotlin.run("sequence"));
  }

  @Test
  void enumsAndSealedClassesAreToldApart() throws Exception {
    assertEquals("stop, go 6", kotlin.run("matching"));
  }

  @Test
  void localFunctionsLazyValuesAndReifiedTypesWork() throws Exception {
    assertEquals(8, kotlin.run("mixed"));
  }

  @Test
  void anExceptionComesBackAsItself() {
    var failed = assertThrows(TaskFailed.class, () -> kotlin.run("failing"));

    assertEquals("kotlins.Lost", failed.remoteClass());
    assertEquals("kotlins.Lost: lost 7", String.valueOf(failed.getCause()));
  }

  @Test
  void aFunctionThatCameBackRunsHere() throws Exception {
    @SuppressWarnings("unchecked")
    var function =
        (RemoteFunction<Integer, Object>)
            assertInstanceOf(RemoteFunction.class, kotlin.runOnce("returned", 1));

    assertEquals("Point(x=1, y=2)", function.apply(2).toString());
  }

  @Test
  void aCapturedFunctionTravelsWhenItIsMarkedAsSerializableAndElseIsRefused() throws Exception {
    assertEquals(3, kotlin.run("serializableFunction", 2));

    var refused = assertThrows(TaskRefused.class, () -> kotlin.run("function", 2));
    String message = String.valueOf(refused.getMessage());
    assertTrue(message.contains("kotlins.Shapes$$Lambda"), message);
    assertTrue(message.contains("not serializable"), message);
  }
}
