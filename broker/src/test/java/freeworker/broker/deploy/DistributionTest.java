package freeworker.broker.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {
  @TempDir private Path folder;
  private Path home;

  @BeforeEach
  void build() throws IOException {
    home = folder.resolve("home");
    Files.createDirectories(home.resolve("bin"));
    Files.createDirectories(home.resolve("lib/more"));
    Files.createDirectories(home.resolve("archive/17"));
    Files.writeString(home.resolve("bin/worker"), "#!/bin/sh\n");
    assertTrue(home.resolve("bin/worker").toFile().setExecutable(true));
    Files.write(home.resolve("lib/a.jar"), new byte[1000]);
    Files.writeString(home.resolve("lib/more/empty"), "");
    Files.writeString(home.resolve("archive/17/worker.jsa"), "of this machine's Java");
  }

  private String shell(Path at, byte[] in, String command) throws Exception {
    Process shell =
        new ProcessBuilder("/bin/sh", "-c", "export LC_ALL=C; " + command)
            .directory(at.toFile())
            .redirectErrorStream(true)
            .start();
    try (OutputStream stream = shell.getOutputStream()) {
      stream.write(in);
    }
    String said = new String(shell.getInputStream().readAllBytes(), UTF_8).strip();
    assertEquals(0, shell.waitFor(), said);
    return said;
  }

  @Test
  void whatIsUnpackedSumsUpToWhatWasSaidBefore() throws Exception {
    Distribution distribution = Distribution.of(home);
    Path there = Files.createDirectory(folder.resolve("there"));

    String said = shell(there, distribution.archive(), "tar -xof -");

    assertEquals("", said);
    assertEquals(
        distribution.sums(),
        shell(there, new byte[0], "find . -type f -exec cksum {} + | sort | cksum"));
    assertTrue(Files.isExecutable(there.resolve("bin/worker")));
    assertFalse(Files.isExecutable(there.resolve("lib/a.jar")));
    assertFalse(Files.exists(there.resolve("archive")));
  }

  @Test
  void theChecksumChangesWithAnyContentNameAndMark() throws IOException {
    String before = Distribution.of(home).checksum();
    assertTrue(before.matches("[0-9a-f]{16}"), before);
    assertEquals(before, Distribution.of(home).checksum());

    Files.writeString(home.resolve("lib/more/empty"), "x");
    String content = Distribution.of(home).checksum();
    Files.move(home.resolve("lib/more/empty"), home.resolve("lib/more/named"));
    String name = Distribution.of(home).checksum();
    assertTrue(home.resolve("bin/worker").toFile().setExecutable(false));
    String mark = Distribution.of(home).checksum();

    assertNotEquals(before, content);
    assertNotEquals(content, name);
    assertNotEquals(name, mark);
  }

  @Test
  void theSumIsThatOfPosix() {
    assertEquals("930766865 9", Cksum.of("123456789".getBytes(UTF_8)));
    assertEquals("4294967295 0", Cksum.of(new byte[0]));
  }
}
