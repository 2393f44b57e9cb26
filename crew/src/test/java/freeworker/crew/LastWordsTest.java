package freeworker.crew;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LastWordsTest {
  private final LastWords words = new LastWords();

  @Test
  void theyAreTheLastFiveLines() {
    List.of("1", "2", "3", "4", "5", "6").forEach(words::hear);

    assertEquals(List.of("2", "3", "4", "5", "6"), words.lines());
  }

  @Test
  void ofACrashTheyAreTheSignalAndThePlace() {
    List.of(
            "a line before",
            "#",
            "# A fatal error has been detected by the Java Runtime Environment:",
            "#",
            "#  SIGSEGV (0xb) at pc=0x00007f8a, pid=12, tid=13",
            "#",
            "# JRE version: OpenJDK Runtime Environment (17.0.15+6)",
            "# Problematic frame:",
            "# V  [libjvm.so+0xe3b2c5]  Unsafe_PutByte+0x55",
            "#",
            "# An error report file with more information is saved as:",
            "# /tmp/freeworker-worker-1/crash.log",
            "#",
            "# If you would like to submit a bug report, please visit:",
            "#   https://bugreport.java.com/bugreport/crash.jsp",
            "#")
        .forEach(words::hear);

    assertEquals(
        List.of(
            "SIGSEGV (0xb) at pc=0x00007f8a, pid=12, tid=13",
            "Problematic frame:",
            "V  [libjvm.so+0xe3b2c5]  Unsafe_PutByte+0x55"),
        words.lines());
  }
}
