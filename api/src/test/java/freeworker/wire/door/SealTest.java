package freeworker.wire.door;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The certificate that we make by hand is one to everybody else too. */
class SealTest {
  private static final Seal SEAL = Seal.make(new SecureRandom());

  @Test
  void theJdkReadsTheCertificateAndItsSignatureHolds() throws GeneralSecurityException {
    Set<Object> serials = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      X509Certificate certificate = certificate(Seal.make(new SecureRandom()));

      certificate.verify(certificate.getPublicKey());
      certificate.checkValidity();
      assertEquals(3, certificate.getVersion());
      assertEquals("CN=freeworker", certificate.getSubjectX500Principal().getName());
      assertEquals(
          certificate.getSubjectX500Principal(), certificate.getIssuerX500Principal(), "self");
      assertEquals(1, certificate.getSerialNumber().signum());
      serials.add(certificate.getSerialNumber());
    }
    assertEquals(20, serials.size());
  }

  @Test
  void theFingerprintIsThatOfTheWholeCertificate() throws GeneralSecurityException {
    byte[] whole = certificate(SEAL).getEncoded();

    assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(whole), SEAL.fingerprint());
    assertFalse(Arrays.equals(SEAL.fingerprint(), Seal.make(new SecureRandom()).fingerprint()));
  }

  @Test
  void aSealComesBackFromItsText() throws IOException {
    Seal back = Seal.parse(SEAL.text() + "\n");

    assertEquals(SEAL.text(), back.text());
    assertArrayEquals(SEAL.fingerprint(), back.fingerprint());
  }

  @Test
  void whatIsNoSealIsRefused() {
    String text = SEAL.text();
    for (String bad : List.of("", " ", "a b", "AAAA AAAA", "\0", text.replace(' ', '!'))) {
      assertThrows(IOException.class, () -> Seal.parse(bad), bad);
    }
    int space = text.indexOf(' ');
    for (int length = 0; length <= space + 1; length++) {
      String bad = text.substring(0, length);
      assertThrows(IOException.class, () -> Seal.parse(bad), bad);
    }
  }

  private static X509Certificate certificate(Seal seal) throws GeneralSecurityException {
    byte[] der = Base64.getDecoder().decode(seal.text().split(" ", 2)[0]);
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }
}
