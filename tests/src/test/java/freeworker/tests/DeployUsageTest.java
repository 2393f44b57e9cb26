package freeworker.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What deploy says to whoever tells it nothing that can be meant. */
class DeployUsageTest {
  @TempDir private Path folder;
  private Path hosts;

  @BeforeEach
  void hosts() throws Exception {
    hosts = Files.write(folder.resolve("lab.hosts"), List.of("lab1"));
  }

  private void fails(int code, String what, String... words) throws Exception {
    try (Program deploy = Program.start(folder, "deploy", words)) {
      assertEquals(code, deploy.awaitExit(), deploy.err()::toString);
      assertTrue(deploy.err().get(0).startsWith("deploy: "), deploy.err()::toString);
      assertTrue(deploy.err().get(0).contains(what), deploy.err()::toString);
      assertTrue(deploy.err().size() <= 2, deploy.err()::toString);
      assertEquals(List.of(), deploy.out());
    }
  }

  @Test
  void whatIsWrongIsSaidInALineWithItsCode() throws Exception {
    Files.write(folder.resolve("bad.hosts"), List.of("# lab", "", "lab1 workers=many"));
    fails(2, "Say what to do");
    fails(2, "HOSTS-FILE", "up");
    fails(66, "there is no hosts file no.hosts", "up", "no.hosts");
    fails(65, "it is a folder", "status", folder.toString());
    fails(65, "bad.hosts line 3: workers must be from 1 to 1024", "up", "bad.hosts");
    fails(2, "Nobody said where lab1 finds the broker", "up", hosts.toString());
    fails(2, "--broker must be HOST:PORT", "up", hosts.toString(), "--broker", "a b");
    fails(66, "no key at ", "up", hosts.toString(), "--broker", "10.0.0.5");
    fails(2, "--parallel must be from 1 to 256", "down", hosts.toString(), "--parallel", "0");
    fails(66, "there is no file no.config", "status", hosts.toString(), "-F", "no.config");
  }
}
