package freeworker.worker.script;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailTest {
  @TempDir Path folder;

  @Test
  void whateverComesInWhateverPiecesTheLastBytesAreThere() throws Exception {
    for (long seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      byte[] all = new byte[random.nextInt(400)];
      random.nextBytes(all);
      int room = random.nextInt(150);
      try (var tail = new Tail(folder.resolve("tail" + seed), room)) {
        int at = 0;
        while (at < all.length) {
          int some = Math.min(all.length - at, random.nextInt(200));
          tail.add(all, at, some);
          at += some;
        }

        var read = new ByteArrayOutputStream();
        while (read.size() < tail.length()) {
          read.writeBytes(tail.read(read.size(), 1 + random.nextInt(64)));
        }

        int kept = Math.min(room, all.length);
        assertEquals(all.length - kept, tail.missing(), "seed " + seed);
        assertArrayEquals(
            Arrays.copyOfRange(all, all.length - kept, all.length),
            read.toByteArray(),
            "seed " + seed);
      }
    }
  }
}
