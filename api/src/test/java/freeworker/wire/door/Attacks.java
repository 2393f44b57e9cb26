package freeworker.wire.door;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What somebody does to a door, one connection at a time; each may end in any IOException. */
public final class Attacks {
  /** One of them. */
  public interface Attack {
    void on(Raw raw, Random random) throws IOException;
  }

  private static final int LONG_TEXT = 120 << 20;
  private static final int WRITTEN_AT_ONCE = 64 << 10;

  private final Target door;
  private final byte[] recorded;
  private final List<byte[]> gadgets = new ArrayList<>();

  public Attacks(Target door) throws IOException {
    this.door = door;
    recorded = record();
    Object nested = new HashSet<Object>();
    for (int i = 0; i < 100; i++) {
      nested = new HashSet<>(List.of(nested, i));
    }
    Map<Object, Object> map = new HashMap<>(Map.of(nested, new Object[] {nested}));
    for (Object gadget :
        List.of(nested, map, new long[30_000], new byte[9][9], new Exception(), Role.CLIENT)) {
      gadgets.add(call(gadget));
    }
  }

  /** Each by its name. */
  Map<String, Attack> all() {
    Map<String, Attack> all = new LinkedHashMap<>(ofStrangers());
    all.putAll(ofKeyHolders());
    return all;
  }

  /** Those for which nobody needs a key. */
  public Map<String, Attack> ofStrangers() {
    Map<String, Attack> all = new LinkedHashMap<>();
    all.put("random bytes", (raw, random) -> raw.send(bytes(random, random.nextInt(2_000))));
    all.put("silence", (raw, random) -> {});
    all.put("half a hello", (raw, random) -> raw.send(part(recorded, random)));
    all.put("a half-closed connection", this::halfClosed);
    all.put("a reset connection", this::reset);
    all.put("plain RMI", (raw, random) -> raw.greet());
    all.put("HTTP", (raw, random) -> raw.send("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII)));
    all.put("a recorded session", (raw, random) -> raw.send(recorded));
    all.put("a bent session", (raw, random) -> raw.send(bent(recorded, random)));
    all.put("a reflected answer", this::reflect);
    all.put("TLS and a wrong pin", (raw, random) -> raw.seal(bytes(random, 32)));
    all.put("TLS without a key", (raw, random) -> raw.seal(door.pin()).send(bytes(random, 100)));
    all.put("TLS and silence", (raw, random) -> raw.seal(door.pin()));
    all.put("broken TLS", this::brokenTls);
    return all;
  }

  /** Those of somebody who has a key. */
  public Map<String, Attack> ofKeyHolders() {
    Map<String, Attack> all = new LinkedHashMap<>();
    all.put("a key and random bytes", (raw, random) -> in(raw).send(bytes(random, 3_000)));
    all.put("a wrong method", (raw, random) -> call(raw, random.nextLong(), new byte[9]));
    all.put("a huge array", (raw, random) -> declare(raw, Integer.MAX_VALUE - 8));
    all.put("a large array", this::holdArray);
    all.put("a long text", this::longText);
    all.put("a text without end", this::holdText);
    all.put("part of a call", this::holdLittle);
    all.put("a gadget", (raw, random) -> in(raw).send(any(gadgets, random)));
    all.put("a bent call", this::bentCall);
    return all;
  }

  /** Declares an array that a request may have, and sends none of it. */
  void holdArray(Raw raw, Random random) throws IOException {
    declare(raw, door.request() - 200);
  }

  /** Sends nearly as much text as a request may have, and then no more. */
  void holdText(Raw raw, Random random) throws IOException {
    byte[] call = call("x".repeat(door.request()));
    in(raw).send(Arrays.copyOf(call, door.request() - 200));
  }

  /** Sends as much of a call as costs no room. */
  void holdLittle(Raw raw, Random random) throws IOException {
    byte[] call = call("x".repeat(door.request()));
    in(raw).send(Arrays.copyOf(call, 4_000));
  }

  /** The same inside TLS. */
  void holdLittleSealed(Raw raw, Random random) throws IOException {
    raw.seal(door.pin());
    holdLittle(raw, random);
  }

  private Raw in(Raw raw) throws IOException {
    raw.prove(door.key());
    if (!raw.greet()) {
      throw new IOException("the door closed");
    }
    return raw;
  }

  private void call(Raw raw, long hash, Object argument) throws IOException {
    in(raw).send(Raw.call(door.stub(), hash, argument));
  }

  private byte[] call(Object argument) throws IOException {
    return Raw.call(door.stub(), door.method(), argument);
  }

  private void declare(Raw raw, int length) throws IOException {
    in(raw).send(Raw.declaring(door.stub(), door.method(), length));
  }

  private void longText(Raw raw, Random random) throws IOException {
    byte[] call = call("x".repeat(WRITTEN_AT_ONCE));
    in(raw);
    for (int sent = 0; sent < LONG_TEXT; sent += call.length) {
      raw.send(call);
      Arrays.fill(call, (byte) 'x');
    }
  }

  private void bentCall(Raw raw, Random random) throws IOException {
    in(raw).send(bent(call(new byte[100]), random));
  }

  /** Says half of what it has to say, and that nothing more will come. */
  private void halfClosed(Raw raw, Random random) throws IOException {
    raw.send(part(recorded, random));
    raw.socket.shutdownOutput();
  }

  private void reset(Raw raw, Random random) throws IOException {
    raw.send(part(recorded, random));
    raw.reset();
  }

  private void reflect(Raw raw, Random random) throws IOException {
    byte[] answer = new byte[71];
    raw.send(Arrays.copyOf(recorded, recorded.length - 34));
    if (raw.in().readNBytes(answer, 0, answer.length) == answer.length) {
      raw.send(answer);
    }
  }

  private void brokenTls(Raw raw, Random random) throws IOException {
    byte[] record = bytes(random, 300);
    System.arraycopy(new byte[] {0x16, 3, 1, 1, 0, 1}, 0, record, 0, 6);
    raw.send(record);
  }

  /** What a genuine caller said. */
  private byte[] record() throws IOException {
    var said = new ByteArrayOutputStream();
    try (var raw = new Raw(door.where())) {
      byte[] number = new byte[Proof.NUMBER];
      new SecureRandom().nextBytes(number);
      String dialled = "localhost:" + door.where().getPort();
      var out =
          new FilterOutputStream(raw.out()) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
              said.write(bytes, offset, length);
              out.write(bytes, offset, length);
            }
          };
      Proof.call(
          new FilterInputStream(raw.in()) {},
          out,
          new Proof.Hello((byte) 0, door.key().peer(), dialled, number),
          door.key().secret(),
          Proof.NO_CERTIFICATE);
    }
    return said.toByteArray();
  }

  private static byte[] any(List<byte[]> some, Random random) {
    return some.get(random.nextInt(some.size()));
  }

  private static byte[] part(byte[] whole, Random random) {
    return Arrays.copyOf(whole, random.nextInt(whole.length));
  }

  private static byte[] bent(byte[] genuine, Random random) {
    byte[] bent = genuine.clone();
    bent[random.nextInt(bent.length)] ^= (byte) (1 + random.nextInt(255));
    return bent;
  }

  private static byte[] bytes(Random random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
