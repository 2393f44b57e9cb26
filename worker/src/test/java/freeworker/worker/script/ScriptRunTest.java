package freeworker.worker.script;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.wire.job.Ending;
import freeworker.wire.parcel.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ScriptRunTest {
  private static final Ending WELL = new Ending(Ending.How.EXITED, 0, "");
  private static final String[] WORDS = {
    "", " ", "two words", "it's \"quoted\" \\n", "a\nb\n", "$HOME `id` $(id) *", "-e", "größe 日本 😀"
  };

  @TempDir Path scratch;

  @AfterEach
  void nothingIsLeft() throws IOException {
    assertEquals(List.of(), rig().left());
    assertTrue(
        Thread.getAllStackTraces().keySet().stream()
            .noneMatch(thread -> thread.getName().startsWith("job-")));
  }

  private ScriptRig rig() {
    return new ScriptRig(scratch);
  }

  @Test
  void aCommandIsToldItsArgumentsUnchanged() throws Exception {
    String[] words = new String[WORDS.length + 1];
    words[0] = "%s\\0";
    System.arraycopy(WORDS, 0, words, 1, WORDS.length);
    var rig = rig().command("printf", words);

    assertEquals(WELL, rig.run());

    assertEquals(String.join("\0", WORDS) + "\0", rig.out());
  }

  @Test
  void aFileIsToldItsArgumentsUnchangedAndWhatItWritesIsKeptApart() throws Exception {
    var rig =
        rig()
            .file(
                "it's größe\n.sh",
                "for word; do printf '%s\\0' \"$word\"; done; echo no >&2",
                WORDS);

    assertEquals(WELL, rig.run());

    assertEquals(String.join("\0", WORDS) + "\0", rig.out());
    assertEquals("no\n", rig.err());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 127, 255})
  void itsExitCodeIsPassedOn(int code) throws Exception {
    assertEquals(new Ending(Ending.How.EXITED, code, ""), rig().shell("exit " + code).run());
  }

  @Test
  void aSignalThatKilledItIsNamed() throws Exception {
    assertEquals(
        new Ending(Ending.How.EXITED, 137, "killed by signal 9 (KILL)"),
        rig().shell("kill -KILL $$").run());
    assertEquals(
        new Ending(Ending.How.EXITED, 143, "killed by signal 15 (TERM)"),
        rig().shell("kill -TERM $$").run());
  }

  @Test
  void itLearnsNothingOfTheWorkersEnvironment() throws Exception {
    var rig = rig().element(17).shell("pwd; env");

    assertEquals(WELL, rig.run());

    List<String> lines = rig.out().lines().toList();
    Map<String, String> seen =
        lines.stream()
            .skip(1)
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    assertEquals(lines.get(0), seen.get("HOME"));
    assertEquals(lines.get(0), seen.get("TMPDIR"));
    assertEquals("grüße", seen.get("FREEWORKER_JOB_NAME"));
    assertEquals("17", seen.get("FREEWORKER_JOB_ELEMENT"));
    assertEquals(System.getenv("PATH"), seen.get("PATH"));
    var more = new TreeSet<>(seen.keySet());
    // The last three are set by shells.
    more.removeAll(
        Set.of(
            "PATH",
            "HOME",
            "TMPDIR",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "TZ",
            "USER",
            "LOGNAME",
            "FREEWORKER_JOB_NAME",
            "FREEWORKER_JOB_ELEMENT",
            "FREEWORKER_MARK",
            "PWD",
            "SHLVL",
            "_"));
    assertEquals(Set.of(), more);
  }

  @Test
  void itReadsTheFileThatIsItsInputOrNothing() throws Exception {
    byte[] bytes = new byte[300_000];
    new Random(5).nextBytes(bytes);
    var fed = rig().with("in it.bin", bytes, false).input("in it.bin").command("cat");
    var hungry = rig().command("cat");

    assertEquals(WELL, fed.run());
    assertEquals(WELL, hungry.run());

    assertArrayEquals(bytes, fed.bytes(1));
    assertEquals("", hungry.out());
  }

  @Test
  void aWorkerOfAnyLocaleTellsItAllLettersAndFindsAllFiles(@TempDir Path folder) throws Exception {
    var rig =
        rig()
            .with("dát/größe 日本.txt", "42")
            .input("dát/größe 日本.txt")
            .file(
                "é.sh",
                "for word; do printf '%s\\0' \"$word\"; done; cat; cat \"$1\"; echo $LC_ALL",
                "dát/größe 日本.txt");

    Process worker = ScriptRunMain.start(folder, scratch, rig, "C");
    String out = new String(worker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals("dát/größe 日本.txt\0004242C.UTF-8\n", out);
    assertEquals(0, worker.waitFor());
  }

  @Test
  void itFindsItsFilesInItsFolderAndMayRunWhatIsExecutable() throws Exception {
    byte[] tool = "#!/bin/sh\ncat größe/data.txt".getBytes(StandardCharsets.UTF_8);
    var rig = rig().with("größe/data.txt", "42").with("bin/tool", tool, true);

    assertEquals(WELL, rig.command("bin/tool").run());

    assertEquals("42", rig.out());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999, 1_000, 1_001, 1_500, 500_000})
  void ofMoreThanIsKeptTheHeadAndTheTailAreKeptAndTheRestIsCounted(int length) throws Exception {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    var rig = rig().kept(1_000).with("in", bytes, false).input("in").command("cat");

    assertEquals(WELL, rig.run());

    String all = new String(bytes, StandardCharsets.ISO_8859_1);
    String expected = all;
    if (length > 1_000) {
      String notice =
          "\n[... " + (length - 1_000) + " bytes left out: more than --keep 1000 ...]\n";
      expected = all.substring(0, 500) + notice + all.substring(length - 500);
    }
    assertEquals(expected, new String(rig.bytes(1), StandardCharsets.ISO_8859_1));
  }

  @Test
  void whereNothingIsKeptOnlyThatIsSaid() throws Exception {
    var rig = rig().kept(0).shell("echo hello");

    assertEquals(WELL, rig.run());

    assertEquals("\n[... 6 bytes left out: more than --keep 0 ...]\n", rig.out());
  }

  @Test
  void muchOnBothStreamsArrivesExactly() throws Exception {
    byte[] bytes = new byte[3_000_001];
    new Random(7).nextBytes(bytes);
    var rig = rig().kept(8 << 20).with("in", bytes, false).shell("cat in >&2 & cat in; wait");

    assertEquals(WELL, rig.run());

    assertArrayEquals(bytes, rig.bytes(1));
    assertArrayEquals(bytes, rig.bytes(2));
  }

  @Test
  void manySmallWritesAreGathered() throws Exception {
    var rig = rig().shell("i=0; while [ $i -lt 2000 ]; do echo $i; i=$((i + 1)); done");

    assertEquals(WELL, rig.run());

    assertEquals(2_000, rig.out().lines().count());
    assertTrue(rig.calls() < 200, () -> rig.calls() + " calls");
  }

  @Test
  void itIsEndedWhenItRunsTooLong() throws Exception {
    var rig = rig().limit(Duration.ofMillis(300)).shell("sleep 600");

    assertEquals(new Ending(Ending.How.LIMIT, 124, "ran longer than 0.3 s (--limit)"), rig.run());
  }

  @Test
  void itMaySayALastWordWhenItRanTooLong() throws Exception {
    var rig =
        rig()
            .limit(Duration.ofSeconds(1))
            .shell("trap 'echo bye; exit 0' TERM; echo up; sleep 600 & wait");

    assertEquals(new Ending(Ending.How.LIMIT, 124, "ran longer than 1 s (--limit)"), rig.run());

    assertEquals("up\nbye\n", rig.out());
  }

  @Test
  void itIsKilledWhenItDoesNotListen() throws Exception {
    var rig =
        rig().limit(Duration.ofMillis(100)).shell("trap '' TERM; while :; do sleep 600; done");

    assertEquals(Ending.How.LIMIT, rig.run().how());
  }

  @Test
  void anInterruptEndsIt() throws Exception {
    var rig = rig().shell("echo $$; exec sleep 600");

    Ending ending = rig.started().interrupt().ending();

    assertEquals(Ending.How.STOPPED, ending.how());
    assertFalse(ScriptRig.runs(rig.pids().get(0)));
  }

  @Test
  void anInterruptEndsAlsoOneThatDoesNotListenWithinTwoSeconds() throws Exception {
    var rig = rig().shell("trap '' TERM; echo $$; while :; do sleep 600; done");
    var started = rig.started();
    long began = System.nanoTime();

    Ending ending = started.interrupt().ending();

    assertEquals(Ending.How.STOPPED, ending.how());
    assertTrue(System.nanoTime() - began < 2_000_000_000L);
    assertFalse(ScriptRig.runs(rig.pids().get(0)));
  }

  @Test
  void anInterruptThatCameBeforeLetsNothingBegin() throws Exception {
    var rig = rig().shell("echo begun");
    var run = rig.made();

    var started =
        new ScriptRig.Started(
            () -> {
              Thread.currentThread().interrupt();
              return run.run();
            });

    assertEquals(Ending.How.STOPPED, started.ending().how());
    assertEquals("", rig.out());
  }

  @Test
  void whoKillsItEndsItWhereverItIs() throws Exception {
    var rig = rig().shell("echo $$; exec sleep 600");
    var run = rig.made();
    var started = new ScriptRig.Started(run::run);
    rig.awaitOutput();

    run.kill();

    assertFalse(ScriptRig.runs(rig.pids().get(0)));
    assertEquals(Ending.How.STOPPED, started.ending().how());
    var never = rig().shell("echo begun").made();
    never.kill();
    assertEquals(Ending.How.STOPPED, never.run().how());
  }

  @Test
  void whoDoesNotListenEndsIt() {
    var rig = rig().shell("echo $$; sleep 600 & echo $!; wait");
    var deaf =
        new ScriptRun.Broker() {
          @Override
          public byte[] piece(Hash content, long offset) {
            return rig.piece(content, offset);
          }

          @Override
          public void wrote(int stream, long offset, byte[] bytes) throws IOException {
            rig.wrote(stream, offset, bytes);
            throw new IOException("deaf");
          }
        };

    var failure =
        assertThrows(IOException.class, () -> new ScriptRun(rig.script(), scratch, deaf).run());

    assertEquals("deaf", failure.getMessage());
    assertTrue(rig.pids().stream().noneMatch(ScriptRig::runs));
  }

  @Test
  void twoAtOnceDoNotDisturbEachOther(@TempDir Path folder) throws Exception {
    Path on = Files.createFile(folder.resolve("on"));
    var one = rig().shell("echo $$; exec sleep 600");
    var other =
        rig()
            .shell(
                "echo $$; while [ -e \"$1\" ]; do sleep 0.05; done; echo fine >&2", on.toString());
    var first = one.started();
    var second = other.started();

    assertEquals(Ending.How.STOPPED, first.interrupt().ending().how());
    assertTrue(ScriptRig.runs(other.pids().get(0)));
    Files.delete(on);

    assertEquals(WELL, second.ending());
    assertEquals("fine\n", other.err());
  }

  @Test
  void aFileThatArrivesDamagedOrTwiceIsNotRun() throws Exception {
    assertEquals(
        new Ending(Ending.How.NOT_BEGUN, 126, "'script.sh' arrived damaged; try again"),
        rig().shell("echo begun").damaged().run());
    assertEquals(
        new Ending(Ending.How.NOT_BEGUN, 126, "'a' is in its folder twice"),
        rig().shell("echo begun").with("a", "x").with("a", "y").run());
  }

  @Test
  void whatTheSystemRefusesToRunHasNotBegun() throws Exception {
    var rig = rig().file("tool", "\u007fELF of another kind");

    Ending ending = rig.run();

    assertEquals(Ending.How.NOT_BEGUN, ending.how());
    assertEquals(126, ending.code());
    assertTrue(ending.why().endsWith("/tool: its error output says why"), ending.why());
    assertTrue(rig.err().contains("tool"), rig.err());
  }

  @Test
  void moreMemoryThanItMayHaveItDoesNotGet() throws Exception {
    var rig = rig().memory(64 << 20).shell("ulimit -v");

    assertEquals(WELL, rig.run());

    assertEquals("65536\n", rig.out());
  }

  @Test
  void aFolderThatItMadeReadOnlyIsRemovedToo() throws Exception {
    var rig = rig().shell("mkdir -p a/b c; touch a/b/x c/y; chmod 500 a/b a; chmod 0 c");

    assertEquals(WELL, rig.run());
  }

  @Test
  void theFilesThatItsPatternsMatchComeBackAndNoLinks() throws Exception {
    var rig =
        rig()
            .results("*.csv", "plots/**")
            .shell(
                """
                mkdir -p plots/deep other
                printf one >'a b.csv'
                printf two >plots/deep/é.png
                printf '#!' >plots/run && chmod +x plots/run
                printf no >other/x.csv
                printf no >y.txt
                ln -s /etc/passwd link.csv
                """);

    assertEquals(WELL, rig.run());

    assertEquals(List.of("a b.csv one", "plots/deep/é.png two", "plots/run* #!"), rig.results());
  }

  @Test
  void filesThatAreMoreThanIsKeptAreLeftOutAndCounted() throws Exception {
    var rig =
        rig().kept(100).results("[ab]").shell("printf ok >a; head -c 200 /dev/zero >b; exit 3");

    assertEquals(
        new Ending(
            Ending.How.EXITED, 3, "1 file was left out: unreadable, or more than --keep 100"),
        rig.run());

    assertEquals(List.of("a ok"), rig.results());
  }

  @Test
  void aPatternThatIsNoneIsSaidBeforeAnythingRuns() throws Exception {
    var rig = rig().results("{a").shell("echo ran");

    assertEquals(Ending.How.NOT_BEGUN, rig.run().how());
    assertEquals("", rig.out());
  }
}
