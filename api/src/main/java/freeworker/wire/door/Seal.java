package freeworker.wire.door;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/*
 * The certificate says nothing but its key: nobody signs it but itself, and no name in it is looked
 * at. Whom it belongs to is proved inside the session, by a code that covers its fingerprint.
 */
/** A certificate and its key, made by ourselves, and TLS 1.3 with them. */
public final class Seal {
  private static final String TLS = "TLSv1.3";
  private static final String ECDSA_SHA256 = "300a06082a8648ce3d040302";
  private static final int SESSIONS = 256;
  private static final String COMMON_NAME = "0603550403";

  private final PrivateKey key;
  private final byte[] certificate;
  private final SSLContext context;

  private Seal(PrivateKey key, byte[] certificate) throws GeneralSecurityException, IOException {
    this.key = key;
    this.certificate = certificate;
    var parsed =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate));
    context = SSLContext.getInstance(TLS);
    context.init(new KeyManager[] {new Own(key, parsed)}, null, null);
    // Else it keeps what thousands of strangers began for a day.
    context.getServerSessionContext().setSessionCacheSize(SESSIONS);
  }

  /** A new one. */
  public static Seal make(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      byte[] name = sequence(set(sequence(hex(COMMON_NAME), tagged(0x0C, "freeworker"))));
      byte[] algorithm = hex(ECDSA_SHA256);
      byte[] body =
          sequence(
              tagged(0xA0, integer(BigInteger.TWO)),
              integer(new BigInteger(127, random).setBit(126)),
              algorithm,
              name,
              // Its end is the end of the key that names it, not a date.
              sequence(tagged(0x18, "20200101000000Z"), tagged(0x18, "99991231235959Z")),
              name,
              pair.getPublic().getEncoded());
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate(), random);
      signature.update(body);
      byte[] signed = sequence(body, algorithm, tagged(0x03, new byte[1], signature.sign()));
      return new Seal(pair.getPrivate(), signed);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("This Java makes no certificates: " + e, e);
    }
  }

  /** The seal as text, its key included. */
  public String text() {
    Base64.Encoder base64 = Base64.getEncoder();
    return base64.encodeToString(certificate) + " " + base64.encodeToString(key.getEncoded());
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IOException when it is something else
   */
  public static Seal parse(String text) throws IOException {
    try {
      List<String> words = List.of(text.strip().split(" "));
      Base64.Decoder base64 = Base64.getDecoder();
      PrivateKey key =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(base64.decode(words.get(1))));
      return new Seal(key, base64.decode(words.get(0)));
    } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("a seal that cannot be read: " + e.getMessage(), e);
    }
  }

  /** What tells this certificate from any other. */
  public byte[] fingerprint() {
    return Hmac.sha256().digest(certificate);
  }

  /**
   * The fingerprint in such a text, without making anything of it.
   *
   * @throws IOException when it is something else
   */
  public static byte[] fingerprint(String text) throws IOException {
    try {
      return Hmac.sha256().digest(Base64.getDecoder().decode(text.strip().split(" ")[0]));
    } catch (IllegalArgumentException e) {
      throw new IOException("a seal that cannot be read: " + e.getMessage(), e);
    }
  }

  /** A session over a connection on which the caller has begun one, by these bytes. */
  SSLSocket answer(Socket connection, byte[] begun) throws IOException {
    var socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(connection, new ByteArrayInputStream(begun), true);
    socket.setUseClientMode(false);
    socket.setEnabledProtocols(new String[] {TLS});
    return socket;
  }

  /** Begins sessions with whoever has the certificate of this fingerprint, and nobody else. */
  static SSLContext pinned(byte[] fingerprint) {
    try {
      SSLContext context = SSLContext.getInstance(TLS);
      context.init(null, new TrustManager[] {new Pinned(fingerprint)}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java has no " + TLS + ": " + e, e);
    }
  }

  static SSLSocket call(SSLContext context, Socket connection, String host, int port)
      throws IOException {
    var socket = (SSLSocket) context.getSocketFactory().createSocket(connection, host, port, true);
    socket.setEnabledProtocols(new String[] {TLS});
    return socket;
  }

  // A key store would do, and derives a key from its empty password twice, for a quarter of a
  // second.
  private static final class Own extends X509ExtendedKeyManager {
    private static final String NAME = "freeworker";

    private final PrivateKey key;
    private final X509Certificate certificate;

    Own(PrivateKey key, X509Certificate certificate) {
      this.key = key;
      this.certificate = certificate;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
        String type, Principal @Nullable [] issuers, SSLEngine engine) {
      return chooseServerAlias(type, issuers, null);
    }

    @Override
    public @Nullable String chooseServerAlias(
        String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return type.equals(key.getAlgorithm()) ? NAME : null;
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
      return type.equals(key.getAlgorithm()) ? new String[] {NAME} : null;
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return new X509Certificate[] {certificate};
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return key;
    }
  }

  private static final class Pinned extends X509ExtendedTrustManager {
    private final byte[] fingerprint;

    Pinned(byte[] fingerprint) {
      this.fingerprint = fingerprint;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
      if (chain.length == 0
          || !Hmac.same(fingerprint, Hmac.sha256().digest(chain[0].getEncoded()))) {
        throw new CertificateException("the certificate there is not the one that the key names");
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("nobody is asked for a certificate");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("nobody is asked for a certificate");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("nobody is asked for a certificate");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  // DER, as far as a certificate needs it.

  private static byte[] sequence(byte[]... parts) {
    return tagged(0x30, parts);
  }

  private static byte[] set(byte[]... parts) {
    return tagged(0x31, parts);
  }

  private static byte[] integer(BigInteger number) {
    return tagged(0x02, number.toByteArray());
  }

  private static byte[] tagged(int tag, String text) {
    return tagged(tag, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    var body = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      body.writeBytes(part);
    }
    int length = body.size();
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (length >= 0x100) {
      out.write(0x82);
      out.write(length >> 8);
    } else if (length >= 0x80) {
      out.write(0x81);
    }
    out.write(length);
    out.writeBytes(body.toByteArray());
    return out.toByteArray();
  }

  private static byte[] hex(String digits) {
    return java.util.HexFormat.of().parseHex(digits);
  }
}
