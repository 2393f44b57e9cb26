package freeworker.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipFile;
import javax.security.auth.x500.X500Principal;
import jdk.security.jarsigner.JarSigner;

/** Signs jars with a key that exists in this process alone. */
final class Signer {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;
  private static final int BITS = 0x03;
  private static final int TIME = 0x17;
  private static final int VERSION = 0xa0;
  private static final byte[] ECDSA_WITH_SHA256 =
      der(SEQUENCE, HexFormat.of().parseHex("06082a8648ce3d040302"));

  private final KeyPair key;
  private final Certificate certificate;

  Signer() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    key = generator.generateKeyPair();
    certificate = selfSigned();
  }

  /** Writes a signed copy of a jar. */
  Path sign(Path jar, Path signed) throws IOException, GeneralSecurityException {
    var path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
    try (var in = new ZipFile(jar.toFile());
        OutputStream out = Files.newOutputStream(signed)) {
      new JarSigner.Builder(key.getPrivate(), path).build().sign(in, out);
    }
    return signed;
  }

  private Certificate selfSigned() throws GeneralSecurityException {
    byte[] name = new X500Principal("CN=A maker of libraries").getEncoded();
    byte[] content =
        der(
            SEQUENCE,
            der(VERSION, der(INTEGER, new byte[] {2})),
            der(INTEGER, BigInteger.ONE.toByteArray()),
            ECDSA_WITH_SHA256,
            name,
            der(SEQUENCE, time("200101000000Z"), time("490101000000Z")),
            name,
            key.getPublic().getEncoded());
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key.getPrivate());
    signature.update(content);
    byte[] whole =
        der(SEQUENCE, content, ECDSA_WITH_SHA256, der(BITS, new byte[1], signature.sign()));
    return CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(whole));
  }

  private static byte[] time(String text) {
    return der(TIME, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** An element of the encoding that certificates are written in. */
  private static byte[] der(int tag, byte[]... parts) {
    var content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    var element = new ByteArrayOutputStream();
    element.write(tag);
    int length = content.size();
    if (length >= 0x100) {
      element.write(0x82);
      element.write(length >> 8);
    } else if (length >= 0x80) {
      element.write(0x81);
    }
    element.write(length);
    element.writeBytes(content.toByteArray());
    return element.toByteArray();
  }
}
