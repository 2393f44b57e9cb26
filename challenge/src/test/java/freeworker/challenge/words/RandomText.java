package freeworker.challenge.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Random;

/** Texts of chance. */
final class RandomText {
  private static final int[] LETTERS = {
    'a', 'b', 'Z', 'E', 0xe9, 0xc9, 0xdf, 0x130, 0x131, 0x212a, 0x23a, 0x3a3, 0x3c2, 0x416, 0x5d0,
    0x4e2d, 0xff21, 0xfb01, 0x10400, 0x10428, 0x1d400, 0x20000
  };
  private static final int[] OTHERS = {
    ' ', '\n', '\t', '.', '7', 0, 0x7f, 0x85, 0xa0, 0x301, 0x2003, 0x3000, 0xfeff, 0xfffd, 0x1f600
  };

  private RandomText() {}

  /** Bytes of code points of all kinds, with some bytes that belong to none. */
  static byte[] bytes(Random random, int length) {
    var out = new ByteArrayOutputStream();
    while (out.size() < length) {
      int kind = random.nextInt(20);
      if (kind < 12) {
        add(out, LETTERS[random.nextInt(LETTERS.length)]);
      } else if (kind < 17) {
        add(out, OTHERS[random.nextInt(OTHERS.length)]);
      } else if (kind < 18) {
        out.write(random.nextInt(256));
      } else if (kind < 19) {
        byte[] cut = new String(Character.toChars(0x10400 + random.nextInt(80))).getBytes(UTF_8);
        out.write(cut, 0, 1 + random.nextInt(3));
      } else {
        int any = random.nextInt(0x110000);
        add(out, any >= 0xd800 && any < 0xe000 ? 'x' : any);
      }
    }
    return out.toByteArray();
  }

  private static void add(ByteArrayOutputStream out, int codePoint) {
    byte[] utf8 = Character.toString(codePoint).getBytes(UTF_8);
    out.write(utf8, 0, utf8.length);
  }

  /** English-like ASCII: a few words often, many seldom, in lines. */
  static byte[] ascii(Random random, int words) {
    var text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      int number = (int) (2 / (random.nextDouble() + 1e-4));
      String word = Integer.toString(number * 7919 + 35, 26).replaceAll("[0-9]", "q");
      text.append(random.nextInt(9) == 0 ? word.toUpperCase(java.util.Locale.ROOT) : word);
      text.append(random.nextInt(12) == 0 ? ".\n" : random.nextInt(9) == 0 ? ", 42 " : " ");
    }
    return text.append('\n').toString().getBytes(UTF_8);
  }
}
