package freeworker.broker;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.cli.Program;
import freeworker.wire.door.Key;
import freeworker.wire.door.KeyFile;
import freeworker.wire.door.Peer;
import freeworker.wire.door.Role;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The keys of a broker are those that its owner made, and stay what they are. */
@Timeout(60)
class KeyringTest {
  private static final Peer ANA = new Peer(Role.CLIENT, "ana");

  @TempDir private Path home;
  private final StringWriter out = new StringWriter();
  private Path folder;

  @BeforeEach
  void choose() {
    folder = home.resolve("keys");
  }

  private int key(String... words) {
    var writer = new PrintWriter(out, true);
    return Program.run(new KeyCommand(writer, writer, folder).line(), writer, writer, words);
  }

  private static List<String> names(Keyring ring) {
    return ring.keys().stream().map(key -> key.peer().id()).toList();
  }

  @Test
  void theUsualKeysAreMadeTheFirstTime() throws Exception {
    assertEquals(List.of("client", "worker"), names(Keyring.open(folder)));
  }

  @Test
  void aUsualKeyThatWasRevokedIsNotMadeAgainByLookingAtTheKeys() throws Exception {
    Keyring.ofBroker(folder);

    assertEquals(0, key("revoke", "client"));
    assertEquals(0, key("list"));
    assertEquals(0, key("add", "ana"));
    assertEquals(0, key("revoke", "ana"));

    assertFalse(Files.exists(folder.resolve("client.key")), out::toString);
    assertEquals(List.of("worker"), names(Keyring.open(folder)));
  }

  @Test
  void aBrokerThatStartsMakesAnotherInItsPlace() throws Exception {
    byte[] before = KeyFile.read(Keyring.ofBroker(folder).file("client")).secret();
    key("revoke", "client");

    Keyring ring = Keyring.ofBroker(folder);

    assertEquals(List.of("client", "worker"), names(ring));
    assertFalse(Arrays.equals(before, KeyFile.read(ring.file("client")).secret()));
  }

  @Test
  void keysWithoutTheirBrokersIdentityAreNotDroppedInSilence() throws Exception {
    Keyring.ofBroker(folder);
    Path identity = folder.resolve("broker");
    Path copy = Files.copy(identity, home.resolve("copy"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.delete(identity);

    var missing = assertThrows(BrokerFailure.class, () -> Keyring.ofBroker(folder));

    assertEquals(65, missing.exitCode());
    assertEquals(
        identity + " is missing, without which the keys in " + folder + " open nothing.",
        missing.getMessage());
    assertTrue(missing.advice().contains("a copy"), missing.advice());
    assertTrue(missing.advice().endsWith("mv " + folder + " " + folder + ".old"), missing.advice());
    assertThrows(BrokerFailure.class, () -> Keyring.open(folder), "as for the other commands");
    assertFalse(Files.exists(identity));

    Files.move(copy, identity);
    assertEquals(List.of("client", "worker"), names(Keyring.ofBroker(folder)));
  }

  @Test
  void aKeyThatIsRevokedAndMadeAnewIsAnotherKey() throws Exception {
    Keyring ring = Keyring.ofBroker(folder);
    key("add", "ana");
    byte[] stolen = awaited(ring, new byte[Key.LENGTH]);
    // What cannot be read must not keep the others as they were.
    Files.writeString(folder.resolve("broken.key"), "nonsense");

    assertEquals(0, key("revoke", "ana"));
    KeyFile.write(
        folder.resolve("ana.key"), new Key(broker(), ANA, filled(7), new byte[Key.LENGTH]).text());

    assertArrayEquals(filled(7), awaited(ring, stolen));
  }

  @Test
  void aKeyThatWasJustMadeOpensAtOnce() throws Exception {
    Keyring ring = Keyring.ofBroker(folder);
    // The times of two changes must differ, however fast they are made.
    Files.setLastModifiedTime(folder, FileTime.fromMillis(0));
    assertTrue(ring.secret(ANA).isEmpty());

    assertEquals(0, key("add", "ana"));

    assertTrue(ring.secret(ANA).isPresent());
  }

  private String broker() throws Exception {
    return KeyFile.read(folder.resolve("client.key")).broker();
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[Key.LENGTH];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /** Ana's secret, once the ring has seen that it is another than before. */
  private static byte[] awaited(Keyring ring, byte[] before) {
    while (true) {
      byte[] now = ring.secret(ANA).orElse(before);
      if (!Arrays.equals(before, now)) {
        return now;
      }
      Thread.onSpinWait();
    }
  }

  @Test
  void aFileThatIsNoKeyLetsNobodyInAndDisturbsNoOther() throws Exception {
    Keyring ring = Keyring.ofBroker(folder);
    key("add", "ana");
    Files.writeString(folder.resolve("broken.key"), "nonsense");

    assertTrue(awaited(ring, new byte[Key.LENGTH]).length > 0);
  }
}
