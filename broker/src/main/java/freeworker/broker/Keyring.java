package freeworker.broker;

import freeworker.wire.door.BadKey;
import freeworker.wire.door.Key;
import freeworker.wire.door.KeyFile;
import freeworker.wire.door.Peer;
import freeworker.wire.door.Ring;
import freeworker.wire.door.Role;
import freeworker.wire.door.Seal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: everything that changes. A key is valid as long as its file is there; the folder is
 * looked at again at most twice a second, and for a key that is not known, and read again when it
 * changed; once more after that, since a second change at the same moment leaves the folder's time as it
 * was.
 */
/** The keys of one user's brokers, a file each; made at the first start. */
final class Keyring implements Ring {
  private static final String IDENTITY = "broker";
  private static final String ENDING = ".key";
  private static final String HEAD = "freeworker broker 1 ";
  private static final long LOOK = Duration.ofMillis(250).toNanos();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path folder;
  private final String broker;
  private final String sealed;
  private final byte[] certificate;
  private @Nullable Seal seal;
  private Map<Peer, Key> keys = Map.of();
  private long looked;
  private long changed;
  private boolean settled;

  private Keyring(Path folder, String broker, String sealed) throws IOException {
    this.folder = folder;
    this.broker = broker;
    this.sealed = sealed;
    this.certificate = Seal.fingerprint(sealed);
  }

  /**
   * Opens the keys in a folder for a broker that starts, which makes the usual ones that are
   * missing.
   *
   * @throws BrokerFailure when one of them cannot be used
   */
  static Keyring ofBroker(Path folder) {
    return open(folder, true);
  }

  /**
   * Opens the keys in a folder, and makes the usual ones when there has never been any.
   *
   * @throws BrokerFailure when one of them cannot be used
   */
  static Keyring open(Path folder) {
    return open(folder, false);
  }

  private static Keyring open(Path folder, boolean usual) {
    try {
      KeyFile.makeFolder(folder.resolveSibling(""));
      KeyFile.makeFolder(folder);
      boolean first = !Files.exists(folder.resolve(IDENTITY));
      Keyring ring = identity(folder);
      if (usual || first) {
        ring.makeUsual(Role.CLIENT);
        ring.makeUsual(Role.WORKER);
      }
      ring.keys = ring.read(true);
      ring.looked = System.nanoTime();
      return ring;
    } catch (BadKey e) {
      throw BrokerFailure.of(e);
    } catch (IOException e) {
      throw new BrokerFailure(
          BrokerFailure.FAILED,
          "the keys in " + folder + " cannot be read or made: " + e + ".",
          "Make the folder yours, or choose another:  export FREEWORKER_HOME=FOLDER",
          e);
    }
  }

  private static Keyring identity(Path folder) throws IOException {
    Path file = folder.resolve(IDENTITY);
    try {
      return identity(folder, KeyFile.secret(file));
    } catch (NoSuchFileException e) {
      // Looked at in this order, since another broker of this user may be making them now.
      if (!files(folder).isEmpty() && !Files.exists(file)) {
        throw new BadKey(
            file + " is missing, without which the keys in " + folder + " open nothing.",
            "Bring back a copy of it, or put those keys aside and begin anew:  mv "
                + folder
                + " "
                + folder
                + ".old");
      }
      byte[] id = new byte[8];
      RANDOM.nextBytes(id);
      try {
        KeyFile.write(
            file, HEAD + HexFormat.of().formatHex(id) + " " + Seal.make(RANDOM).text() + "\n");
      } catch (FileAlreadyExistsException another) {
        // Another broker of this user started at the same moment.
      }
      return identity(folder, KeyFile.secret(file));
    }
  }

  private static Keyring identity(Path folder, String text) throws BadKey {
    String[] words = text.strip().split(" ", 5);
    try {
      if (!text.startsWith(HEAD) || words.length < 5) {
        throw new IOException("it is cut off");
      }
      return new Keyring(folder, words[3], words[4]);
    } catch (IOException e) {
      throw new BadKey(
          folder.resolve(IDENTITY) + " is no broker's identity: " + e.getMessage() + ".",
          "Bring back a copy, or begin anew, which makes all its keys useless:  rm -r " + folder);
    }
  }

  private void makeUsual(Role role) throws IOException {
    if (!Files.exists(file(role.word()))) {
      try {
        add(role.word(), role);
      } catch (FileAlreadyExistsException e) {
        // Another broker of this user started at the same moment.
      }
    }
  }

  /** The certificate of this user's brokers, and its key; made of its text when it is needed. */
  synchronized Seal seal() {
    Seal ready = seal;
    if (ready == null) {
      try {
        ready = Seal.parse(sealed);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      seal = ready;
    }
    return ready;
  }

  /** The fingerprint of that certificate. */
  byte[] certificate() {
    return certificate.clone();
  }

  Path file(String name) {
    return file(folder, name);
  }

  private static Path file(Path folder, String name) {
    return folder.resolve(name + ENDING);
  }

  /**
   * Makes a key and its file.
   *
   * @throws FileAlreadyExistsException when there is one of that name
   */
  Path add(String name, Role role) throws IOException {
    Key key = Key.make(broker, new Peer(role, name), certificate, RANDOM);
    KeyFile.write(file(name), key.text());
    return file(name);
  }

  /** Takes a key's validity away, whatever else is in the folder; says whether there was one. */
  static boolean revoke(Path folder, String name) throws IOException {
    return Files.deleteIfExists(file(folder, name));
  }

  /** How many keys can borrow workers. */
  long clients() {
    return keys().stream().filter(key -> key.peer().role() == Role.CLIENT).count();
  }

  /** All keys, by their names. */
  synchronized List<Key> keys() {
    return keys.values().stream()
        .sorted(Comparator.comparing((Key key) -> key.peer().id()))
        .toList();
  }

  @Override
  public synchronized Optional<byte[]> secret(Peer peer) {
    long now = System.nanoTime();
    boolean due = now - looked > LOOK;
    if (due || !keys.containsKey(peer)) {
      try {
        long changedNow = Files.getLastModifiedTime(folder).toMillis();
        if (changedNow != changed || (due && !settled)) {
          keys = read(false);
          settled = due && changedNow == changed;
          changed = changedNow;
        }
        looked = due ? now : looked;
      } catch (IOException e) {
        // The keys that are still there are as they were.
        keys =
            keys.entrySet().stream()
                .filter(entry -> Files.exists(file(entry.getKey().id())))
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
      }
    }
    Key key = keys.get(peer);
    return key == null ? Optional.empty() : Optional.of(key.secret());
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (var found = Files.newDirectoryStream(folder, "*" + ENDING)) {
      found.forEach(files::add);
    }
    return files;
  }

  /**
   * Reads all keys.
   *
   * @param all whether each has to be good; else one that cannot be used just lets nobody in
   */
  private Map<Peer, Key> read(boolean all) throws IOException {
    Map<Peer, Key> read = new HashMap<>();
    for (Path file : files(folder)) {
      Key key;
      try {
        key = KeyFile.read(file);
      } catch (BadKey e) {
        if (all && Files.exists(file)) {
          throw e;
        }
        continue;
      }
      // A key of another broker may lie here too; it opens that one's door.
      if (key.broker().equals(broker) && file.equals(file(key.peer().id()))) {
        read.put(key.peer(), key);
      }
    }
    return read;
  }
}
