package freeworker.wire.door;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Our HMAC is everybody's HMAC, and its parts keep their borders. */
class HmacTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void theVectorsOfRfc4231ComeOut() {
    rfc(
        "0b".repeat(20),
        text("Hi There"),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    rfc(
        text("Jefe"),
        text("what do ya want for nothing?"),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    rfc(
        "aa".repeat(20),
        "dd".repeat(50),
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    rfc(
        "0102030405060708090a0b0c0d0e0f10111213141516171819",
        "cd".repeat(50),
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
    rfc(
        "aa".repeat(131),
        text("Test Using Larger Than Block-Size Key - Hash Key First"),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
    rfc(
        "aa".repeat(131),
        text(
            "This is a test using a larger than block-size key and a larger than block-size"
                + " data. The key needs to be hashed before being used by the HMAC algorithm."),
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
  }

  @Test
  void randomCasesAgreeWithTheJdk() throws GeneralSecurityException {
    long seed = Seeds.ofThisRun();
    var random = new Random(seed);
    Mac mac = Mac.getInstance("HmacSHA256");
    for (int i = 0; i < 1_000; i++) {
      byte[] secret = bytes(random, 1 + random.nextInt(200));
      byte[] one = bytes(random, random.nextInt(300));
      byte[] other = bytes(random, random.nextInt(300));
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update(one);
      mac.update(other);

      assertArrayEquals(mac.doFinal(), Hmac.raw(secret, one, other), "seed " + seed);
    }
  }

  @Test
  void whereAPartEndsCounts() {
    byte[] secret = {1};
    byte[] ab = Hmac.of(secret, "label", new byte[] {1, 2}, new byte[] {3});

    assertFalse(Hmac.same(ab, Hmac.of(secret, "label", new byte[] {1}, new byte[] {2, 3})));
    assertFalse(Hmac.same(ab, Hmac.of(secret, "label", new byte[] {1, 2, 3})));
    assertFalse(
        Hmac.same(ab, Hmac.of(secret, "label", new byte[] {1, 2}, new byte[] {3}, new byte[0])));
    assertFalse(Hmac.same(ab, Hmac.of(secret, "labe", new byte[] {1, 2}, new byte[] {3})));
    assertTrue(Hmac.same(ab, Hmac.of(secret, "label", new byte[] {1, 2}, new byte[] {3})));
  }

  @Test
  void everyBitOfACodeIsCompared() {
    byte[] code = Hmac.of(new byte[32], "label");
    assertEquals(Hmac.LENGTH, code.length);
    for (int bit = 0; bit < 8 * code.length; bit++) {
      byte[] other = code.clone();
      other[bit / 8] ^= (byte) (1 << bit % 8);
      assertFalse(Hmac.same(code, other), "bit " + bit);
    }
    assertFalse(Hmac.same(code, Arrays.copyOf(code, 31)));
    assertFalse(Hmac.same(code, Arrays.copyOf(code, 33)));
    assertFalse(Hmac.same(code, new byte[0]));
  }

  private static void rfc(String secret, String message, String code) {
    assertEquals(code, HEX.formatHex(Hmac.raw(HEX.parseHex(secret), HEX.parseHex(message))));
  }

  private static String text(String ascii) {
    return HEX.formatHex(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] bytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
