package freeworker.grapher;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.cli.Program;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ProgramTest {
  private static final String GOOD =
      ",Timestamp,Busy,Finished\n"
          + "0,100,\"[1, 0]\",0.0\n"
          + "1,100,\"[1, 1]\",0.0\n"
          + "2,103,\"[0, 1]\",1.0\n"
          + "3,104,\"[0, 0]\",2.0\n";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void makeFolder() throws IOException {
    Files.createDirectory(folder.resolve("profiling"));
  }

  private int grapher(String... words) {
    var results = new PrintWriter(out);
    var rest = new PrintWriter(err);
    return Program.run(new GrapherCommand(results, rest, folder).line(), results, rest, words);
  }

  private List<String> out() {
    return out.toString().lines().toList();
  }

  private List<String> err() {
    return err.toString().lines().toList();
  }

  private void profile(String text) throws IOException {
    Files.writeString(folder.resolve("profiling/results_2.csv"), text);
  }

  @Test
  void theFirstLineIsTheThroughputInTheOriginalsForm() throws Exception {
    profile(GOOD);

    assertEquals(0, grapher("results_2.csv"), err::toString);

    assertEquals("Throughput =  0.5", out().get(0));
    assertEquals("2 tasks in 4.0 s, 2 workers, 88 % busy, median task 3.0 s", out().get(1));
    assertEquals(
        "wrote plots/busy.pdf  plots/throughput.pdf  plots/busy.png  plots/throughput.png",
        out().get(2));
    assertEquals(List.of(), err());
  }

  @Test
  void thePdfHoldsItsWordsAsText() throws Exception {
    profile(GOOD);

    grapher("results_2.csv");

    String busy = text("busy.pdf");
    for (String word :
        List.of(
            "2 workers were busy 88 % of the time",
            "results_2.csv", "Worker 0", "Worker 1", "75 %")) {
      assertTrue(busy.contains(word), word + " in " + busy);
    }
    String throughput = text("throughput.pdf");
    for (String word :
        List.of("2 workers finished 0.50 tasks a second", "average 0.50", "both workers busy")) {
      assertTrue(throughput.contains(word), word + " in " + throughput);
    }
  }

  private String text(String name) throws IOException {
    try (PDDocument document = Loader.loadPDF(folder.resolve("plots").resolve(name).toFile())) {
      return new PDFTextStripper().getText(document);
    }
  }

  @Test
  void thePictureShowsTheBusyTimeInBlueAndTheFreeTimePale() throws Exception {
    profile(GOOD);

    grapher("results_2.csv", "--format", "png");

    BufferedImage image = ImageIO.read(folder.resolve("plots/busy.png").toFile());
    assertEquals(2 * Look.WIDTH, image.getWidth());
    int blue = 0;
    int pale = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        int pixel = image.getRGB(x, y) & 0xFFFFFF;
        blue += pixel == (Look.BUSY.getRGB() & 0xFFFFFF) ? 1 : 0;
        pale += pixel == (Look.LANE.getRGB() & 0xFFFFFF) ? 1 : 0;
      }
    }
    double share = blue / (double) (blue + pale);
    assertEquals(0.875, share, 0.01, "7 of 8 worker seconds were busy");
  }

  @Test
  void manyTasksAreDrawnAsShades() throws Exception {
    var text = new StringBuilder(",Timestamp,Busy,Finished\n");
    for (int task = 0; task < 2_000; task++) {
      text.append(String.format(Locale.ROOT, "%d,%.3f,[1],%d\n", 2 * task, task * 0.01, task));
      text.append(
          String.format(
              Locale.ROOT, "%d,%.3f,[0],%d\n", 2 * task + 1, task * 0.01 + 0.005, task + 1));
    }
    profile(text.toString());

    assertEquals(0, grapher("results_2.csv"), err::toString);

    assertTrue(text("busy.pdf").contains("Too many tasks to draw one by one"));
  }

  @Test
  void aWorkerThatWasLentTwiceIsNotedAndDrawn() throws Exception {
    profile(
        ",Timestamp,Busy,Finished\n"
            + "0,0,\"[1, 0]\",0.0\n1,0.5,\"[1, 0]\",0.0\n2,3,\"[0, 0]\",1.0\n3,3.5,\"[0, 0]\",2.0\n");

    assertEquals(0, grapher("results_2.csv"));

    assertEquals(
        "note: profiling/results_2.csv: worker 0 was lent twice at 0.50 s, line 3.", err().get(0));
    assertTrue(text("busy.pdf").contains("lent twice"));
  }

  @Test
  void anAuditListsWhatCannotHaveBeenAndFails() throws Exception {
    profile(
        ",Timestamp,Busy,Finished\n"
            + "0,0,\"[1, 0]\",0.0\n1,0.5,\"[1, 0]\",0.0\n2,3,\"[0, 0]\",1.0\n");

    assertEquals(1, grapher("--audit", "results_2.csv"));

    assertEquals(
        List.of(
            "profiling/results_2.csv: 1 violation in 3 rows of 2 workers: 1 \u00d7 lent twice.",
            "  worker 0 was lent twice at 0.50 s, line 3"),
        out().subList(0, 2));
  }

  @Test
  void anAuditOfACleanFileSaysWhatHolds() throws Exception {
    profile(GOOD);

    assertEquals(0, grapher("--audit", "results_2.csv"));

    assertEquals(
        List.of(
            "profiling/results_2.csv: nothing wrong in 4 rows of 2 workers.",
            "Each row lends one free worker, or gives one back and finishes one task; Finished and"
                + " time never go back; 0.50 tasks/s of 3.00 s each keep 1.50 of 2 workers busy."),
        out().subList(0, 2));
  }

  @Test
  void aBadRowIsOneLineAndNothingIsWritten() throws Exception {
    profile(GOOD.replace("[0, 1]", "[1, x]"));

    assertEquals(65, grapher("results_2.csv"));

    assertEquals(
        List.of(
            "grapher: profiling/results_2.csv, line 4: Busy is \"[1, x]\", expected flags such as"
                + " \"[1, 0]\".",
            "  Drew nothing. `grapher --skip-bad results_2.csv` leaves such lines out."),
        err());
    assertEquals(List.of(), out());
    assertFalse(Files.exists(folder.resolve("plots")));
    assertEquals(0, grapher("results_2.csv", "--skip-bad"));
  }

  @Test
  void aMissingFileIsGuessed() throws Exception {
    profile(GOOD);

    assertEquals(66, grapher("result_2.csv"));

    assertEquals(
        List.of("grapher: no profiling/result_2.csv.", "  Did you mean results_2.csv?"), err());
  }

  @Test
  void aNameWithASlashIsTakenAsGivenAndAFolderIsNoProfile() throws Exception {
    profile(GOOD);

    assertEquals(0, grapher("./profiling/results_2.csv", "--format", "png"));
    assertEquals(66, grapher("./profiling"));
    assertEquals(66, grapher("./nowhere/results_2.csv"));
  }

  @Test
  void anUnwritableFolderIsNamedAndNothingIsLeft() throws Exception {
    profile(GOOD);
    Files.writeString(folder.resolve("plots"), "a file, where a folder should be");

    assertEquals(1, grapher("results_2.csv"));

    assertTrue(err().get(0).startsWith("grapher: plots cannot be written"), err::toString);
  }

  @Test
  void wrongWordsAreAUsageError() throws Exception {
    profile(GOOD);

    assertEquals(2, grapher());
    assertEquals(2, grapher("--format", "gif", "results_2.csv"));
    assertEquals(2, grapher("--unheard-of", "results_2.csv"));
  }

  @Test
  void jsonIsOneObjectAndNoFontFileIsLeft() throws Exception {
    profile(GOOD);
    long before = fontFiles();

    assertEquals(0, grapher("--json", "--format", "pdf", "results_2.csv"));

    assertEquals(1, out().size());
    assertTrue(out().get(0).startsWith("{\"profile\":\"results_2.csv\",\"throughput\":0.5,"));
    assertEquals(before, fontFiles());
  }

  private static long fontFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(f -> f.getFileName().toString().startsWith("freeworker-fonts")).count();
    }
  }

  @Test
  void anSvgHoldsItsWordsAsTextAndIsTheSameEachTime() throws Exception {
    profile(GOOD);

    assertEquals(0, grapher("results_2.csv", "--format", "svg"), err::toString);
    byte[] once = Files.readAllBytes(folder.resolve("plots/busy.svg"));
    grapher("results_2.csv", "--format", "svg");

    var svg = parsed(folder.resolve("plots/busy.svg"));
    assertEquals("svg", svg.getDocumentElement().getLocalName());
    assertTrue(svg.getDocumentElement().getTextContent().contains("Worker 1"));
    assertTrue(new String(once, StandardCharsets.UTF_8).contains("font-weight=\"bold\""));
    assertArrayEquals(once, Files.readAllBytes(folder.resolve("plots/busy.svg")));
  }

  @Test
  void textIsAsWideInAnSvgForWhoeverHasAnotherFont() throws Exception {
    profile(GOOD);

    assertEquals(0, grapher("results_2.csv", "--format", "svg"), err::toString);

    var texts = parsed(folder.resolve("plots/busy.svg")).getElementsByTagName("text");
    Map<String, String> widths = new HashMap<>();
    for (int i = 0; i < texts.getLength(); i++) {
      var text = (Element) texts.item(i);
      widths.put(text.getTextContent(), text.getAttribute("textLength"));
    }
    assertEquals("6.1", widths.get("0"), "0.556 of 11 points");
    assertEquals("51.4", widths.get("Worker 1"), "it is bold");
    assertFalse(widths.containsValue(""), widths::toString);
  }

  @Test
  void aPageNeedsNothingElseAndTellsWhatThePointerIsOn() throws Exception {
    profile(GOOD);

    assertEquals(0, grapher("results_2.csv", "--format", "html"), err::toString);

    String page = Files.readString(folder.resolve("plots/profile.html"));
    var titles = parsed(folder.resolve("plots/profile.html")).getElementsByTagName("title");
    assertEquals("worker 0, from 0.00 s to 3.00 s: 3.0 s, 1 task", titles.item(1).getTextContent());
    assertTrue(page.contains("default-src 'none'; style-src 'sha256-"));
    assertFalse(page.contains("<script"));
    assertFalse(
        page.replaceAll("http://www[.]w3[.]org/[0-9a-z/]+", "").contains("://"), "no reference");
    assertTrue(parsed(folder.resolve("plots/profile.html")).getDocumentElement().hasChildNodes());
  }

  @Test
  void namesOfOthersAreShownAndNeverObeyed() throws Exception {
    String name = "<script>alert(1)</script>&\u202egnp.csv";
    Files.writeString(folder.resolve("profiling").resolve(name.replace("/", "_")), GOOD);

    assertEquals(0, grapher(name.replace("/", "_"), "--format", "svg,html"), err::toString);

    String page = Files.readString(folder.resolve("plots/profile.html"));
    assertFalse(page.contains("<script"), "escaped");
    assertTrue(page.contains("&lt;script&gt;alert(1)&lt;_script&gt;&amp;\\u202Egnp.csv"), page);
    parsed(folder.resolve("plots/busy.svg"));
    parsed(folder.resolve("plots/profile.html"));
  }

  @Test
  void aWorkerOfAnotherMachineHasItsNameInTheChartAndInThePage() throws Exception {
    profile(
        ",Timestamp,Busy,Finished,Event,Worker,Task\n"
            + "0,100,\"[0, 0]\",0.0,joined,1,compute-node-west-07\n"
            + "1,100,\"[1, 0]\",0.0,began,0,Square\n"
            + "2,102,\"[0, 0]\",1.0,ended,0,Square\n"
            + "3,103,\"[0, 0]\",1.0,joined,0,<b>\u202e\n"
            + "4,104,\"[0, 1]\",1.0,began,1,Square\n"
            + "5,106,\"[0, 0]\",2.0,ended,1,Square\n");

    assertEquals(0, grapher("results_2.csv", "--format", "svg,html"), err::toString);

    String chart = parsed(folder.resolve("plots/busy.svg")).getDocumentElement().getTextContent();
    assertTrue(chart.contains("Worker 0, <b>\\u202E"), chart);
    assertTrue(chart.contains("Worker 1, compute-...-west-07"), chart);
    String page = Files.readString(folder.resolve("plots/profile.html"));
    assertTrue(page.contains("<td>1, compute-...-west-07</td>"), page);
    assertTrue(page.contains("<td>0, &lt;b&gt;\\u202E</td>"), page);
  }

  @Test
  void whatHappenedIsMarkedAndExplainedAndWaitingIsDrawn() throws Exception {
    profile(
        ",Timestamp,Busy,Finished,Event,Worker,Task,Client,Waiting,Ok\n"
            + "0,100,\"[1, 0]\",0.0,began,0,T,a:1,1,\n"
            + "1,101,\"[0, 0]\",1.0,ended,0,T,a:1,1,0\n"
            + "2,102,\"[0, 1]\",1.0,began,1,T,a:1,2,\n"
            + "3,103,\"[0, 0]\",1.0,lost,1,T,a:1,0,\n");

    assertEquals(0, grapher("results_2.csv", "--format", "pdf,html"), err::toString);

    assertTrue(text("busy.pdf").contains("task failed"), text("busy.pdf"));
    assertTrue(text("busy.pdf").contains("A worker died; "), text("busy.pdf"));
    assertFalse(text("busy.pdf").contains("client gone"), "explains what occurs");
    assertTrue(text("throughput.pdf").contains("while clients waited"), text("throughput.pdf"));
    String page = Files.readString(folder.resolve("plots/profile.html"));
    assertTrue(page.contains("worker died, T"), page);
    assertTrue(page.contains("clients waiting"), page);
  }

  @Test
  void whatCannotBeOpenedIsSaid() throws Exception {
    assertEquals("there is no desktop here", new Opener(Map.of()).open(folder).orElseThrow());
    assertEquals(
        "there is no xdg-open",
        new Opener(Map.of("DISPLAY", ":0", "PATH", folder.toString())).open(folder).orElseThrow());
  }

  @Test
  void aFileIsOpenedByTheProgramOfTheDesktop() throws Exception {
    Path seen = folder.resolve("seen");
    Path program = folder.resolve("xdg-open");
    Files.writeString(
        program,
        "#!/bin/sh\nprintf '%s' \"$1\" > '"
            + seen
            + ".part'; mv '"
            + seen
            + ".part' '"
            + seen
            + "'\n");
    assertTrue(program.toFile().setExecutable(true));
    Path file = folder.resolve("a page; $(touch no).html");

    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      String path = folder + ":/bin:/usr/bin";
      assertEquals(Optional.empty(), new Opener(Map.of("DISPLAY", ":0", "PATH", path)).open(file));
      while (!Files.exists(seen)) {
        WatchKey key = watch.poll(20, TimeUnit.SECONDS);
        assertNotNull(key, "the program was started");
        key.reset();
      }
    }

    assertEquals(file.toString(), Files.readString(seen));
    assertFalse(Files.exists(folder.resolve("no")));
  }

  private static Document parsed(Path file) throws Exception {
    String text = Files.readString(file).replaceFirst("(?i)<!DOCTYPE[^>]*>", "");
    var factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setNamespaceAware(true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }
}
