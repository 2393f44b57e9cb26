package freeworker.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import freeworker.wire.parcel.Limits;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Words of others are kept, so none is longer than a person would read. */
class HostileWordsTest {
  private static final String LONG = "x".repeat(60_000);

  @Test
  void aReportKeepsNoLongerNameThanATaskCanHave() throws IOException {
    byte[] encoded =
        Report.encode(Collections.nCopies(5, new Report(Report.Kind.BEGAN, 1, 0, LONG, 0, 0)));

    for (Report report : Report.decode(encoded)) {
      assertEquals(Limits.TASK_NAME, report.task().length());
    }
  }

  @Test
  void tenThousandObituariesFitIntoMemory() throws IOException {
    Obituary kept = Obituary.decode(new Obituary("crew-1", 1, 1, LONG, false).encode());

    assertEquals(4_003, kept.how().length());
  }

  @Test
  void namesOfProcessesAndHostsAreShort() throws IOException {
    for (byte[] launch : List.of(new Launch(LONG, new byte[32], 0, 1).encode())) {
      assertThrows(IOException.class, () -> Launch.decode(launch));
    }
    byte[] muster = new Muster(Card.PROTOCOL, 1, "", LONG, false).encode();
    assertThrows(IOException.class, () -> Muster.decode(muster));
    byte[] labelled = new Muster(Card.PROTOCOL, 1, "desk-3", "", false).encode();
    assertEquals("desk-3", Muster.decode(labelled).label());
    labelled[10] = '\n';
    assertThrows(IOException.class, () -> Muster.decode(labelled));
  }
}
