package freeworker.bench.growth;

import freeworker.bench.run.Findings;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A process that measures a ledger in a heap of its own, and says what it found. */
public final class BrainMain {
  private BrainMain() {}

  /** Measures the part of this name, quickly where {@code true} follows. */
  public static void main(String[] args) {
    var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    boolean quick = Boolean.parseBoolean(args[1]);
    Findings findings =
        Part.valueOf(args[0]) == Part.LEDGER ? LedgerGrowth.measure(quick) : Scale.measure(quick);
    findings.encode().forEach(out::println);
    out.flush();
    System.exit(0);
  }
}
