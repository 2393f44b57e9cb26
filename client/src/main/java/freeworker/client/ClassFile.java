package freeworker.client;

import freeworker.wire.parcel.Hash;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a class file says about itself.
 *
 * @param bytes the file
 * @param hash the hash of the file
 * @param java the oldest feature version of Java that reads it
 * @param names the classes that it names, as {@link Class#getName()} does
 * @param variables its static fields that are not final, apart from those a compiler made
 */
record ClassFile(byte[] bytes, Hash hash, int java, Set<String> names, Set<String> variables) {
  private static final int MAGIC = 0xCAFEBABE;

  // Tags of the constant pool, by the chapter on the class file format.
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int NAME_AND_TYPE = 12;
  private static final int METHOD_HANDLE = 15;
  private static final int METHOD_TYPE = 16;
  private static final int MODULE = 19;
  private static final int PACKAGE = 20;

  private static final int FIELDS = 0;
  private static final int STATIC = 0x0008;
  private static final int FINAL = 0x0010;
  private static final int SYNTHETIC = 0x1000;
  private static final int SHOWN = STATIC | FINAL | SYNTHETIC;

  /** Reads a class file; one that cannot be understood names no classes. */
  static ClassFile of(byte[] bytes) {
    var names = new TreeSet<String>();
    var variables = new TreeSet<String>();
    int java = 0;
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      if (in.getInt() == MAGIC) {
        in.getShort();
        java = u2(in) - 44;
        new Pool(in, names).members(in, variables);
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      // The worker's verifier will say what is wrong with it.
      names.clear();
    }
    return new ClassFile(bytes, Hash.of(bytes), java, Set.copyOf(names), Set.copyOf(variables));
  }

  private static int u2(ByteBuffer in) {
    return in.getShort() & 0xffff;
  }

  private static final class Pool {
    private final @Nullable String[] texts;
    private final Set<String> names;

    Pool(ByteBuffer in, Set<String> names) {
      this.names = names;
      int count = u2(in);
      texts = new String[count];
      int[] classes = new int[count];
      int[] descriptors = new int[count];
      for (int i = 1; i < count; i++) {
        switch (in.get()) {
          case UTF8 -> texts[i] = text(in);
          case LONG, DOUBLE -> {
            in.getLong();
            i++;
          }
          case CLASS -> classes[i] = u2(in);
          case METHOD_TYPE -> descriptors[i] = u2(in);
          case NAME_AND_TYPE -> {
            in.getShort();
            descriptors[i] = u2(in);
          }
          case STRING, MODULE, PACKAGE -> in.getShort();
          case METHOD_HANDLE -> {
            in.get();
            in.getShort();
          }
          default -> in.getInt();
        }
      }
      for (int i = 1; i < count; i++) {
        aClass(text(classes[i]));
        descriptor(text(descriptors[i]));
      }
    }

    /** Reads what follows the pool, up to the last method. */
    void members(ByteBuffer in, Set<String> variables) {
      in.position(in.position() + 6);
      int interfaces = u2(in);
      in.position(in.position() + 2 * interfaces);
      for (int kind = 0; kind < 2; kind++) {
        for (int left = u2(in); left > 0; left--) {
          int access = u2(in);
          String name = text(u2(in));
          if (kind == FIELDS && name != null && (access & SHOWN) == STATIC) {
            variables.add(name);
          }
          descriptor(text(u2(in)));
          for (int attributes = u2(in); attributes > 0; attributes--) {
            in.getShort();
            int length = in.getInt();
            in.position(in.position() + length);
          }
        }
      }
    }

    private static String text(ByteBuffer in) {
      byte[] text = new byte[u2(in)];
      in.get(text);
      return new String(text, StandardCharsets.UTF_8);
    }

    private @Nullable String text(int index) {
      return index <= 0 || index >= texts.length ? null : texts[index];
    }

    private void aClass(@Nullable String name) {
      if (name == null) {
        return;
      }
      if (name.startsWith("[")) {
        descriptor(name);
      } else {
        names.add(name.replace('/', '.'));
      }
    }

    private void descriptor(@Nullable String descriptor) {
      for (int at = 0; descriptor != null && at < descriptor.length(); at++) {
        if (descriptor.charAt(at) == 'L') {
          int end = descriptor.indexOf(';', at);
          if (end < 0) {
            return;
          }
          names.add(descriptor.substring(at + 1, end).replace('/', '.'));
          at = end;
        }
      }
    }
  }
}
