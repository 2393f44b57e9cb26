package freeworker.client;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each method of a class touches, as its code says. */
final class Methods {
  /** A field or method of a class, whose name is as in {@link Class#getName()}. */
  record Member(String owner, String name, String descriptor) {}

  /**
   * What a method touches.
   *
   * @param reads the static fields that it reads
   * @param calls the methods that it calls, or makes functions of
   * @param makes the classes that it makes objects of
   * @param travellers those of the calls that a function which can travel is made of
   */
  record Touched(
      List<Member> reads, List<Member> calls, List<String> makes, List<Member> travellers) {
    Touched() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  private static final int WIDE = 196;
  private static final int TABLE = 170;
  private static final int LOOKUP = 171;
  private static final int GET_STATIC = 178;
  private static final int INVOKE_FIRST = 182;
  private static final int INVOKE_INTERFACE = 185;
  private static final int INVOKE_DYNAMIC = 186;
  private static final int NEW = 187;

  private final Map<Integer, Integer> places = new HashMap<>();
  private final ByteBuffer file;
  private final String owner;
  private final Map<Member, ByteBuffer> codes = new LinkedHashMap<>();
  private final List<int[]> bootstraps = new ArrayList<>();

  private Methods(byte[] bytes) {
    file = ByteBuffer.wrap(bytes);
    file.position(8);
    pool();
    file.getShort();
    owner = type(u2());
    file.getShort();
    skip(2 * u2());
    members(false);
    members(true);
    for (int left = u2(); left > 0; left--) {
      String name = text(u2());
      int end = file.getInt() + file.position();
      if (name.equals("BootstrapMethods")) {
        bootstraps();
      }
      file.position(end);
    }
  }

  /** The methods of a class file; none of one that cannot be understood. */
  static Map<Member, Touched> of(ClassFile file) {
    var touched = new LinkedHashMap<Member, Touched>();
    try {
      var methods = new Methods(file.bytes());
      methods.codes.forEach((member, code) -> touched.put(member, methods.scan(code)));
    } catch (BufferUnderflowException | IllegalArgumentException | NullPointerException e) {
      // The worker's verifier will say what is wrong with it.
      touched.clear();
    }
    return touched;
  }

  private void pool() {
    int count = u2();
    for (int i = 1; i < count; i++) {
      places.put(i, file.position());
      int tag = file.get();
      switch (tag) {
        case 1 -> skip(u2());
        case 5, 6 -> {
          file.getLong();
          i++;
        }
        case 7, 8, 16, 19, 20 -> file.getShort();
        case 15 -> skip(3);
        default -> file.getInt();
      }
    }
  }

  private void members(boolean methods) {
    for (int left = u2(); left > 0; left--) {
      file.getShort();
      String name = text(u2());
      String descriptor = text(u2());
      for (int attributes = u2(); attributes > 0; attributes--) {
        String attribute = text(u2());
        int end = file.getInt() + file.position();
        if (methods && attribute.equals("Code")) {
          file.getInt();
          int length = file.getInt();
          codes.put(new Member(owner, name, descriptor), file.slice(file.position(), length));
        }
        file.position(end);
      }
    }
  }

  private void bootstraps() {
    for (int left = u2(); left > 0; left--) {
      int method = u2();
      int[] parts = new int[u2() + 1];
      parts[0] = method;
      for (int i = 1; i < parts.length; i++) {
        parts[i] = u2();
      }
      bootstraps.add(parts);
    }
  }

  private Touched scan(ByteBuffer code) {
    var touched = new Touched();
    for (int at = 0; at < code.limit(); at += length(code, at)) {
      int op = code.get(at) & 0xff;
      if (op == GET_STATIC) {
        touched.reads().add(member(u2(code, at + 1)));
      } else if (op >= INVOKE_FIRST && op <= INVOKE_INTERFACE) {
        touched.calls().add(member(u2(code, at + 1)));
      } else if (op == INVOKE_DYNAMIC) {
        function(u2(code, at + 1), touched);
      } else if (op == NEW) {
        touched.makes().add(type(u2(code, at + 1)));
      }
    }
    return touched;
  }

  private void function(int dynamic, Touched touched) {
    int[] parts = bootstraps.get(u2(file, place(dynamic) + 1));
    // Of two ways to make a function only this one makes such as can be serialized.
    boolean travels = handle(parts[0]).name().equals("altMetafactory");
    for (int i = 1; i < parts.length; i++) {
      if (file.get(place(parts[i])) == 15) {
        touched.calls().add(handle(parts[i]));
        if (travels) {
          touched.travellers().add(handle(parts[i]));
        }
      }
    }
  }

  private static int length(ByteBuffer code, int at) {
    int op = code.get(at) & 0xff;
    if (op == TABLE || op == LOOKUP) {
      int start = (at + 4) & ~3;
      int count =
          op == TABLE
              ? code.getInt(start + 8) - code.getInt(start + 4) + 4
              : 2 * code.getInt(start + 4) + 2;
      return start + 4 * count - at;
    }
    if (op == WIDE) {
      return (code.get(at + 1) & 0xff) == 132 ? 6 : 4;
    }
    if (op == INVOKE_INTERFACE || op == INVOKE_DYNAMIC || op == 200 || op == 201) {
      return 5;
    }
    if (op == 197) {
      return 4;
    }
    boolean three =
        op == 17
            || op == 19
            || op == 20
            || op == 132
            || (op >= 153 && op <= 168)
            || (op >= 178 && op <= 184)
            || op == NEW
            || op == 189
            || op == 192
            || op == 193
            || op == 198
            || op == 199;
    boolean two =
        op == 16
            || op == 18
            || (op >= 21 && op <= 25)
            || (op >= 54 && op <= 58)
            || op == 169
            || op == 188;
    return three ? 3 : two ? 2 : 1;
  }

  private Member handle(int index) {
    return member(u2(file, place(index) + 2));
  }

  private Member member(int index) {
    int at = place(index);
    int nameAndType = place(u2(file, at + 3));
    return new Member(
        type(u2(file, at + 1)), text(u2(file, nameAndType + 1)), text(u2(file, nameAndType + 3)));
  }

  private String type(int index) {
    return text(u2(file, place(index) + 1)).replace('/', '.');
  }

  private String text(int index) {
    int at = place(index);
    byte[] text = new byte[u2(file, at + 1)];
    file.get(at + 3, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private int place(int index) {
    Integer place = places.get(index);
    if (place == null) {
      throw new IllegalArgumentException("no constant " + index);
    }
    return place;
  }

  private void skip(int bytes) {
    file.position(file.position() + bytes);
  }

  private int u2() {
    return file.getShort() & 0xffff;
  }

  private static int u2(ByteBuffer in, int at) {
    return in.getShort(at) & 0xffff;
  }
}
