package freeworker.broker.jobs;

import freeworker.JobId;
import freeworker.wire.job.Item;
import freeworker.wire.job.Script;
import freeworker.wire.parcel.Hash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Submissions that look like those of people. */
final class JobStoreSamples {
  static final long T0 = 1_800_000_000_000_000L;
  static final long MINUTE = 60_000_000;

  private JobStoreSamples() {}

  static Script script(Item... files) {
    return new Script(
        "hello",
        Script.How.COMMAND,
        "echo",
        "",
        List.of("a b", "{}", "\u00fc\n\"'"),
        List.of(files),
        "",
        Duration.ofSeconds(60),
        0,
        64 << 20,
        List.of(),
        Script.ALONE);
  }

  static Submission job(String owner, Item... files) {
    return new Submission(0, owner, script(files), Script.ALONE, Script.ALONE, 0, false, T0);
  }

  static Submission array(long first, long last) {
    return new Submission(0, "ana", script(), first, last, 0, false, T0);
  }

  static JobId alone(long number) {
    return new JobId(number, Script.ALONE);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static Item file(String path, byte[] content) {
    return new Item(path, true, Hash.of(content), content.length);
  }

  /** Brings a file in pieces as large as they travel. */
  static void bring(JobStore store, byte[] content) throws JobStoreFailure {
    Hash hash = Hash.of(content);
    int at = 0;
    do {
      int end = Math.min(at + Script.PIECE, content.length);
      store.bring(hash, content.length, at, java.util.Arrays.copyOfRange(content, at, end));
      at = end;
    } while (at < content.length);
  }
}
