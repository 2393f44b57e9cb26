package freeworker.ledger;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** The desk does under many threads what the ledger does under one, whatever the interleaving. */
final class LincheckTest {

  /** Two workers; session 1 borrows and frees, session 2 borrows, goes and comes again. */
  @Param(name = "session", gen = IntGen.class, conf = "1:2")
  @Param(name = "lease", gen = IntGen.class, conf = "1:2")
  public static final class Desk {
    private final LendingDesk desk =
        new LendingDesk(new Ledger(Duration.ofSeconds(15)), () -> 0, effect -> {});

    public Desk() {
      desk.enter(1);
      desk.enter(2);
      desk.join(new WorkerId(0, 1));
      desk.join(new WorkerId(1, 1));
    }

    @Operation
    public String find(@Param(name = "session") int session) throws InterruptedException {
      try {
        return desk.find(session, Duration.ZERO, 1, true, () -> true)
            .map(lease -> "lease " + lease.number() + " of worker " + lease.worker().number())
            .orElse("none");
      } catch (UnknownSession e) {
        return "unknown";
      }
    }

    @Operation
    public boolean free(@Param(name = "lease") int lease) {
      return desk.free(1, lease);
    }

    @Operation
    public boolean comeAgain() {
      desk.enter(2);
      return true;
    }

    @Operation
    public boolean gone() {
      desk.gone(2);
      return true;
    }

    @Operation
    public boolean cleared() {
      desk.cleared(new WorkerId(0, 1), Long.MAX_VALUE);
      return true;
    }

    @Operation
    public int idle() {
      return desk.ask(Ledger::idle);
    }
  }

  /** The planted fault; its free workers are all a caller can see. */
  @Param(name = "lease", gen = IntGen.class, conf = "1:3")
  public static final class Racy {
    private final UnlockedSearch broker = new UnlockedSearch(2);

    @Operation
    public String find() {
      return broker
          .find(1)
          .map(lease -> "lease " + lease.number() + " of worker " + lease.worker().number())
          .orElse("none");
    }

    @Operation
    public boolean free(@Param(name = "lease") int lease) {
      return broker.free(lease);
    }
  }

  @Test
  void everyInterleavingOfTheDeskIsAnOrderOfItsCommands() {
    // What stands between two commands is what can go wrong; the ledger itself is for one thread.
    new ModelCheckingOptions()
        .addGuarantee(
            ManagedStrategyGuaranteeKt.forClasses(Ledger.class.getName())
                .allMethods()
                .treatAsAtomic())
        .iterations(12)
        .invocationsPerIteration(25)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(2)
        .actorsAfter(1)
        .check(Desk.class);
  }

  @Test
  void theDeskHoldsUnderStress() {
    new StressOptions()
        .iterations(12)
        .invocationsPerIteration(100)
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(2)
        .actorsAfter(1)
        .check(Desk.class);
  }

  @Test
  void aSearchOutsideTheLockIsFound() {
    LincheckAssertionError fault =
        assertThrows(
            LincheckAssertionError.class,
            () ->
                new ModelCheckingOptions()
                    .iterations(20)
                    .invocationsPerIteration(200)
                    .threads(2)
                    .actorsPerThread(2)
                    .check(Racy.class));

    assertTrue(fault.toString().contains("find()"), fault.toString());
  }
}
