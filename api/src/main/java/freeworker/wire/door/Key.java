package freeworker.wire.door;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What lets its holder in at one broker.
 *
 * @param broker which broker it is for
 * @param peer who its holder is there
 * @param certificate the fingerprint of that broker's certificate
 */
public record Key(String broker, Peer peer, byte[] secret, byte[] certificate) {
  /** How long a secret and a fingerprint are. */
  public static final int LENGTH = 32;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final String HEAD = "freeworker key 1";
  private static final int CHECK = 8;
  private static final HexFormat HEX = HexFormat.of();

  public Key {
    Objects.requireNonNull(broker, "broker");
    Objects.requireNonNull(peer, "peer");
    if (secret.length != LENGTH || certificate.length != LENGTH) {
      throw new IllegalArgumentException("secret and fingerprint have " + LENGTH + " bytes each");
    }
    if (!goodName(peer.id())) {
      throw new IllegalArgumentException("'" + peer.id() + "' is no name of a key");
    }
  }

  /** A new key with a secret of its own. */
  public static Key make(String broker, Peer peer, byte[] certificate, SecureRandom random) {
    byte[] secret = new byte[LENGTH];
    random.nextBytes(secret);
    return new Key(broker, peer, secret, certificate);
  }

  /** Whether a key can have this name: letters, digits, dots, hyphens and underscores. */
  public static boolean goodName(String name) {
    return NAME.matcher(name).matches();
  }

  public Credential credential() {
    return new Credential(peer, secret);
  }

  /** The key as the text of its file. */
  public String text() {
    String body =
        HEAD
            + "\nbroker "
            + broker
            + "\nrole "
            + peer.role().word()
            + "\nname "
            + peer.id()
            + "\ncertificate "
            + HEX.formatHex(certificate)
            + "\nsecret "
            + HEX.formatHex(secret)
            + "\n";
    return body + "check " + check(body) + "\n";
  }

  /**
   * Reads the text of a key file.
   *
   * @throws BadKey when it is cut off or was changed
   */
  public static Key parse(String text) throws BadKey {
    int end = text.lastIndexOf("check ");
    if (!text.startsWith(HEAD + "\n")
        || end < 0
        || !text.substring(end).equals("check " + check(text.substring(0, end)) + "\n")) {
      throw damaged();
    }
    Map<String, String> values = new HashMap<>();
    for (String line : text.substring(0, end).lines().skip(1).toList()) {
      int space = line.indexOf(' ');
      values.put(line.substring(0, Math.max(0, space)), line.substring(space + 1));
    }
    try {
      Role role = Role.of(values.getOrDefault("role", "")).orElseThrow(Key::damaged);
      return new Key(
          values.getOrDefault("broker", ""),
          new Peer(role, values.getOrDefault("name", "")),
          HEX.parseHex(values.getOrDefault("secret", "")),
          HEX.parseHex(values.getOrDefault("certificate", "")));
    } catch (IllegalArgumentException e) {
      throw damaged();
    }
  }

  private static BadKey damaged() {
    return new BadKey("is no whole key", BadKey.ANOTHER);
  }

  private static String check(String body) {
    MessageDigest sha = Hmac.sha256();
    byte[] digest = sha.digest(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    return HEX.formatHex(digest, 0, CHECK);
  }

  /** Whose it is; never the secret. */
  @Override
  public String toString() {
    return "key of " + peer + " at broker " + broker;
  }
}
