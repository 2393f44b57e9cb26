package freeworker.wire.door;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A key file is read back as it was written, and otherwise not at all. */
class KeyTest {
  private static final Key KEY =
      Key.make("b7", new Peer(Role.CLIENT, "anna.laptop-2"), new byte[32], new SecureRandom());
  private static final String TEXT = KEY.text();

  @Test
  void whatWasWrittenIsRead() throws IOException {
    for (Role role : Role.values()) {
      var peer = new Peer(role, "n");
      Key key = Key.make("broker", peer, KEY.secret(), new SecureRandom());

      Key back = Key.parse(key.text());

      assertEquals("broker", back.broker());
      assertEquals(peer, back.peer());
      assertArrayEquals(key.secret(), back.secret());
      assertArrayEquals(KEY.secret(), back.certificate());
      assertEquals(peer, back.credential().peer());
      assertArrayEquals(key.secret(), back.credential().secret());
    }
  }

  @Test
  void aTextThatWasCutOffIsRefused() {
    for (int length = 0; length < TEXT.length(); length++) {
      refused(TEXT.substring(0, length));
    }
  }

  @Test
  void aTextWithOneOtherCharacterIsRefused() {
    for (int at = 0; at < TEXT.length(); at++) {
      for (char other = 0; other <= 0x100; other++) {
        if (other != TEXT.charAt(at)) {
          refused(TEXT.substring(0, at) + other + TEXT.substring(at + 1));
        }
      }
    }
  }

  @Test
  void aTextWithOneCharacterMoreOrLessIsRefused() {
    for (int at = 0; at < TEXT.length(); at++) {
      refused(TEXT.substring(0, at) + TEXT.substring(at + 1));
      for (char more : new char[] {'\n', ' ', '0', 'e', '\r'}) {
        refused(TEXT.substring(0, at) + more + TEXT.substring(at));
      }
    }
    refused(TEXT + TEXT);
    refused(TEXT.replace("\n", "\r\n"));
  }

  @Test
  void aTextThatIsRightlySignedAndWrongIsRefused() {
    refused(signed("freeworker key 1\n"));
    refused(signed(body().replace("role client", "role keeper")));
    refused(signed(body().replace("name anna.laptop-2", "name ../etc/passwd")));
    refused(signed(body().replace("name anna.laptop-2", "name")));
    refused(signed(body().replace("name anna.laptop-2", "")));
    refused(signed(body().replaceAll("secret [0-9a-f]+", "secret 00")));
    refused(signed(body().replaceAll("secret [0-9a-f]+", "secret zz")));
    refused(signed(body().replaceAll("certificate [0-9a-f]+", "certificate " + "00".repeat(33))));
    refused(signed(body().replace("freeworker key 1", "freeworker key 2")));
  }

  @Test
  void noTextOfAKeyHoldsItsSecret() {
    String secret = HexFormat.of().formatHex(KEY.secret());
    for (Object shown : List.of(KEY, KEY.credential(), KEY.peer())) {
      assertFalse(shown.toString().contains(secret), shown.toString());
      assertFalse(shown.toString().contains(Arrays.toString(KEY.secret())), shown.toString());
      assertTrue(shown.toString().contains("client anna.laptop-2"), shown.toString());
    }
    assertTrue(TEXT.contains(secret));
  }

  @Test
  void everyKeyHasASecretOfItsOwn() {
    Key other = Key.make("b7", KEY.peer(), KEY.certificate(), new SecureRandom());
    assertNotEquals(Arrays.toString(KEY.secret()), Arrays.toString(other.secret()));
  }

  @Test
  void aNameIsAWordThatCanBeAFile() {
    for (String good : List.of("a", "Anna", "a.b-c_d", "7", "a".repeat(64))) {
      assertTrue(Key.goodName(good), good);
    }
    for (String bad :
        List.of("", ".", "..", "-a", "_", "a/b", "a b", "a\n", "a:b", "é", "a\0", "a".repeat(65))) {
      assertFalse(Key.goodName(bad), bad);
    }
  }

  private static void refused(String text) {
    BadKey refusal = assertThrows(BadKey.class, () -> Key.parse(text), text);
    assertTrue(refusal.cure().contains("key add NAME"), refusal.cure());
  }

  private static String body() {
    return TEXT.substring(0, TEXT.lastIndexOf("check "));
  }

  /** With the check that this body ought to have. */
  private static String signed(String body) {
    byte[] digest = Hmac.sha256().digest(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return body + "check " + HexFormat.of().formatHex(digest, 0, 8) + "\n";
  }
}
