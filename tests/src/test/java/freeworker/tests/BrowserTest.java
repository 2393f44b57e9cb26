package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real browser shows the grapher's page; needs Debian's chromium. */
@Tag("outer")
class BrowserTest {
  private static final String PROFILE =
      ",Timestamp,Busy,Finished,Event,Worker,Task,Client,Waiting,Ok\n"
          + "0,100,\"[1, 0]\",0.0,began,0,<b onclick='x'>T</b>,a:1,1,\n"
          + "1,101,\"[0, 0]\",1.0,ended,0,<b onclick='x'>T</b>,a:1,1,0\n"
          + "2,102,\"[0, 1]\",1.0,began,1,T,a:1,2,\n"
          + "3,103,\"[0, 0]\",2.0,ended,1,T,a:1,0,1\n";

  @Test
  void thePageIsShownWholeAndItsPolicyRefusesNothingOfIt(@TempDir Path folder) throws Exception {
    Files.createDirectory(folder.resolve("profiling"));
    Files.writeString(folder.resolve("profiling/results_2.csv"), PROFILE);
    try (Program grapher = Program.start(folder, "grapher", "results_2.csv", "--format", "html")) {
      assertEquals(0, grapher.awaitExit(), () -> String.join("\n", grapher.err()));
    }

    try (Program browser =
        Program.run(
            folder,
            List.of(
                "/usr/bin/chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--enable-logging=stderr",
                "--user-data-dir=" + folder.resolve("browser"),
                "--dump-dom",
                folder.resolve("plots/profile.html").toUri().toString()))) {

      assertEquals(0, browser.awaitExit(), () -> String.join("\n", browser.err()));
      String page = String.join("\n", browser.out());
      assertEquals(2, page.split("<svg ", -1).length - 1, "both charts");
      assertTrue(page.contains("Worker 1"), page);
      assertTrue(page.contains("task failed, &lt;b onclick='x'&gt;T&lt;/b&gt;"), page);
      assertFalse(page.contains("<b "), "nothing of a profile is markup");
      String said = String.join("\n", browser.err());
      assertFalse(said.contains("Content Security Policy"), said);
    }
  }
}
