package freeworker.worker.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FirstLineTest {
  private static FirstLine of(String start) {
    return FirstLine.of(start.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anInterpreterHasAtMostOneArgument() {
    assertEquals(new FirstLine("/bin/sh", "", false), of("#!/bin/sh\necho"));
    assertEquals(new FirstLine("/bin/sh", "-e -u", false), of("#! \t/bin/sh  -e -u \nrest"));
    assertEquals(new FirstLine("/bin/größe", "", false), of("#!/bin/größe"));
  }

  @Test
  void theEndOfALineOfAnotherSystemIsNoPartOfIt() {
    assertEquals(new FirstLine("/usr/bin/env", "python3", false), of("#!/usr/bin/env python3\r\n"));
    assertEquals(new FirstLine("/bin/sh", "", false), of("#!/bin/sh\r\n"));
  }

  @Test
  void whatIsNoSuchLineSaysNothing() {
    assertEquals(new FirstLine("", "", false), of(""));
    assertEquals(new FirstLine("", "", false), of("#"));
    assertEquals(new FirstLine("", "", false), of("#!\n/bin/sh"));
    assertEquals(new FirstLine("", "", false), of(" #!/bin/sh"));
    assertEquals(new FirstLine("", "", true), of("\u007fELF"));
  }
}
