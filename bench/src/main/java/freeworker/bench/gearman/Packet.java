package freeworker.bench.gearman;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A packet of Gearman's binary protocol; its arguments are bytes, here as text of Latin-1. */
record Packet(Kind kind, List<String> arguments) {
  private static final int REQUEST = 0x00_52_45_51; // \0REQ
  private static final int RESPONSE = 0x00_52_45_53; // \0RES
  private static final int LARGEST = 1 << 20;

  Packet {
    arguments = List.copyOf(arguments);
    if (arguments.size() != kind.arguments) {
      throw new IllegalArgumentException(
          kind + " has " + kind.arguments + " arguments, not " + arguments.size() + ".");
    }
  }

  static Packet of(Kind kind, String... arguments) {
    return new Packet(kind, List.of(arguments));
  }

  /** What a packet means; these are all that are needed here. */
  enum Kind {
    CAN_DO(1, 1),
    PRE_SLEEP(4, 0),
    NOOP(6, 0),
    SUBMIT_JOB(7, 3),
    JOB_CREATED(8, 1),
    GRAB_JOB(9, 0),
    NO_JOB(10, 0),
    JOB_ASSIGN(11, 3),
    WORK_COMPLETE(13, 2),
    WORK_FAIL(14, 1),
    ERROR(19, 2);

    private final int number;
    private final int arguments;

    Kind(int number, int arguments) {
      this.number = number;
      this.arguments = arguments;
    }

    private static Kind of(int number) throws IOException {
      return Arrays.stream(values())
          .filter(kind -> kind.number == number)
          .findFirst()
          .orElseThrow(() -> new IOException("Gearman sent a packet of kind " + number + "."));
    }
  }

  /** Writes it as a request to the job server. */
  void write(DataOutputStream out) throws IOException {
    byte[] body = String.join("\0", arguments).getBytes(ISO_8859_1);
    out.writeInt(REQUEST);
    out.writeInt(kind.number);
    out.writeInt(body.length);
    out.write(body);
  }

  /** Reads what the job server says next. */
  static Packet read(DataInputStream in) throws IOException {
    int magic = in.readInt();
    if (magic != RESPONSE) {
      throw new IOException("That is not Gearman's: a packet begins with " + magic + ".");
    }
    Kind kind = Kind.of(in.readInt());
    int length = in.readInt();
    if (length < 0 || length > LARGEST) {
      throw new IOException("Gearman sent " + kind + " of " + length + " bytes.");
    }
    var body = new byte[length];
    in.readFully(body);
    // Only the last argument may have zeros in it.
    String[] parts = new String(body, ISO_8859_1).split("\0", Math.max(1, kind.arguments));
    if (parts.length < kind.arguments) {
      throw new IOException("Gearman sent " + kind + " with arguments missing.");
    }
    return new Packet(kind, kind.arguments == 0 ? List.of() : List.of(parts));
  }
}
