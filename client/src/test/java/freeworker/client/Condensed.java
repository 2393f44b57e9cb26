package freeworker.client;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * The class file of a task that no Java source compiles to: it returns a constant that a method of
 * another class computes when it is first asked for, and that class is named nowhere else.
 */
final class Condensed {
  static final String NAME = "Condensed";

  /** The class that makes the constant. */
  static final String MAKER =
      """
      public class Maker {
        public static Object make(
            java.lang.invoke.MethodHandles.Lookup lookup, String name, Class<?> type, String word) {
          return Words.quoted(word) + " for " + lookup.lookupClass().getName();
        }
      }
      class Words {
        static String quoted(String word) { return "'" + word + "'"; }
      }
      """;

  private static final int JAVA_17 = 61;
  private static final int TEXT = 1;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int METHOD = 10;
  private static final int NAME_AND_TYPE = 12;
  private static final int HANDLE = 15;
  private static final int DYNAMIC = 17;
  private static final int INVOKE_STATIC = 6;

  private final ByteArrayOutputStream constants = new ByteArrayOutputStream();
  private final DataOutputStream pool = new DataOutputStream(constants);
  private int last;

  private Condensed() {}

  static byte[] file() throws IOException {
    return new Condensed().build();
  }

  private byte[] build() throws IOException {
    int self = type(NAME);
    int parent = type("java/lang/Object");
    int task = type("freeworker/Task");
    int code = text("Code");
    int bootstraps = text("BootstrapMethods");
    int constructor = text("<init>");
    int nothing = text("()V");
    int run = text("run");
    int object = text("()Ljava/lang/Object;");
    int parentConstructor = pair(METHOD, parent, pair(NAME_AND_TYPE, constructor, nothing));
    String signature =
        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;"
            + "Ljava/lang/String;)Ljava/lang/Object;";
    int make = pair(METHOD, type("Maker"), pair(NAME_AND_TYPE, text("make"), text(signature)));
    int maker = handle(make);
    int word = one(STRING, text("made once"));
    int constant =
        pair(DYNAMIC, 0, pair(NAME_AND_TYPE, text("constant"), text("Ljava/lang/Object;")));

    var file = new ByteArrayOutputStream();
    var out = new DataOutputStream(file);
    out.writeInt(0xCAFEBABE);
    out.writeInt(JAVA_17);
    out.writeShort(last + 1);
    constants.writeTo(out);
    shorts(out, 0x0021, self, parent, 1, task, 0, 2);
    // this() { super(); }
    method(out, constructor, nothing, code, 0x2a, 0xb7, 0, parentConstructor, 0xb1);
    // run() { return constant; }
    method(out, run, object, code, 0x12, constant, 0xb0);
    shorts(out, 1, bootstraps);
    out.writeInt(8);
    shorts(out, 1, maker, 1, word);
    return file.toByteArray();
  }

  private static void method(DataOutputStream out, int name, int type, int code, int... bytes)
      throws IOException {
    shorts(out, 0x0001, name, type, 1, code);
    out.writeInt(12 + bytes.length);
    shorts(out, 1, 1);
    out.writeInt(bytes.length);
    for (int one : bytes) {
      out.writeByte(one);
    }
    shorts(out, 0, 0);
  }

  private static void shorts(DataOutputStream out, int... values) throws IOException {
    for (int value : values) {
      out.writeShort(value);
    }
  }

  private int text(String text) throws IOException {
    pool.writeByte(TEXT);
    pool.writeUTF(text);
    return ++last;
  }

  private int type(String name) throws IOException {
    return one(CLASS, text(name));
  }

  private int one(int tag, int of) throws IOException {
    pool.writeByte(tag);
    pool.writeShort(of);
    return ++last;
  }

  private int pair(int tag, int first, int second) throws IOException {
    pool.writeByte(tag);
    shorts(pool, first, second);
    return ++last;
  }

  private int handle(int method) throws IOException {
    pool.writeByte(HANDLE);
    pool.writeByte(INVOKE_STATIC);
    pool.writeShort(method);
    return ++last;
  }
}
