package freeworker.worker.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.wire.job.Ending;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a script started outlives it. */
@Timeout(120)
class OffspringTest {
  /** One that leaves its parent, its group and its session, and one that does not. */
  private static final String FAMILY =
      """
      (setsid sh -c 'echo $$; exec sleep 600' &)
      sleep 600 &
      echo $!
      """;

  @TempDir Path folder;

  private Path scratch() throws IOException {
    return Files.createDirectories(folder.resolve("scratch"));
  }

  private void assertAllDead(ScriptRig rig, int processes) throws IOException {
    assertEquals(processes, rig.pids().size(), rig.out());
    assertTrue(rig.pids().stream().noneMatch(ScriptRig::runs), rig.out());
    assertEquals(List.of(), rig.left());
  }

  @Test
  void whatRunsInTheBackgroundEndsWithIt() throws Exception {
    var rig =
        new ScriptRig(scratch())
            .shell("sleep 600 & echo $!; (sleep 600 & echo $!); echo $$; exit 3");

    assertEquals(new Ending(Ending.How.EXITED, 3, ""), rig.run());

    assertAllDead(rig, 3);
  }

  @Test
  void aDaemonEndsWithIt() throws Exception {
    var rig =
        new ScriptRig(scratch())
            .shell(
                "(setsid sh -c 'echo $$; echo >up; cd /; exec sleep 600' &)\n"
                    + "while [ ! -f up ]; do :; done");

    assertEquals(0, rig.run().code());

    assertAllDead(rig, 1);
  }

  @Test
  void aDaemonThatForgotItsEnvironmentEndsWithItWhileItWorksInItsFolder() throws Exception {
    var rig =
        new ScriptRig(scratch())
            .shell(
                "(env -i PATH=\"$PATH\" setsid sh -c 'echo $$; echo >up; exec sleep 600' &)\n"
                    + "while [ ! -f up ]; do :; done");

    assertEquals(0, rig.run().code());

    assertAllDead(rig, 1);
  }

  @Test
  void allOfItEndsWhenItRanTooLong() throws Exception {
    var rig = new ScriptRig(scratch()).limit(Duration.ofSeconds(1)).shell(FAMILY + "echo $$; wait");

    assertEquals(Ending.How.LIMIT, rig.run().how());

    assertAllDead(rig, 3);
  }

  @Test
  void allOfItEndsWhereThereIsNoSetsid() throws Exception {
    var rig =
        new ScriptRig(scratch())
            .path(ScriptRig.only(folder.resolve("bin"), "bash", "sleep", "mkfifo", "sh"))
            .limit(Duration.ofSeconds(1))
            .shell("sleep 600 & echo $!; (sleep 600 & echo $!); echo $$; wait");

    assertEquals(Ending.How.LIMIT, rig.run().how());

    assertAllDead(rig, 3);
  }

  @Test
  void whereThereIsNoSetsidItsExitCodeIsPassedOnToo() throws Exception {
    var rig =
        new ScriptRig(scratch())
            .path(ScriptRig.only(folder.resolve("bin"), "mkfifo", "sh"))
            .with("in", "42")
            .input("in")
            .shell("read word; echo $word; kill -KILL $$");

    assertEquals(new Ending(Ending.How.EXITED, 137, "killed by signal 9 (KILL)"), rig.run());

    assertEquals("42\n", rig.out());
    assertEquals("", rig.err());
  }

  @Test
  void allOfItEndsWhenTheProcessThatRunsItIsKilled() throws Exception {
    var rig = new ScriptRig(scratch()).shell(FAMILY + "echo $$\nwait");
    Process worker = ScriptRunMain.start(folder, scratch(), rig, "C.UTF-8");
    List<ProcessHandle> all = new ArrayList<>();
    try (var output =
        new BufferedReader(
            new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))) {
      for (int i = 0; i < 3; i++) {
        all.add(ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow());
      }
      worker.descendants().forEach(all::add);
      assertTrue(all.size() > 4, "the guard too");

      worker.destroyForcibly();

      for (ProcessHandle one : all) {
        one.onExit().get(60, TimeUnit.SECONDS);
        assertFalse(ScriptRig.runs(one.pid()));
      }
      assertEquals(List.of(), rig.left());
    } finally {
      worker.destroyForcibly();
      all.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
