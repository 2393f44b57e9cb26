package freeworker.wire.parcel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnTest {
  @Test
  void numbersOfOneTypeBecomeAnArrayOfThat() {
    assertArrayEquals(new int[] {1, 2}, (int[]) Column.of(List.of(1, 2)));
    assertArrayEquals(new long[] {1, 2}, (long[]) Column.of(List.of(1L, 2L)));
    assertArrayEquals(new double[] {1, 2.5}, (double[]) Column.of(List.of(1.0, 2.5)));
  }

  @Test
  void anythingElseStaysAsItIs() {
    List<List<Object>> all =
        List.of(List.of(1, 2L), List.of("one", "two"), Arrays.asList(1, null), List.of());
    for (List<Object> values : all) {
      Object column = Column.of(values);

      assertInstanceOf(Object[].class, column);
      List<Object> back = new ArrayList<>();
      for (int i = 0; i < Column.length(column); i++) {
        back.add(Column.get(column, i));
      }
      assertEquals(values, back);
    }
  }

  @Test
  void whatIsNoArrayIsNoColumn() {
    assertEquals(-1, Column.length("text"));
    assertEquals(-1, Column.length(null));
    assertThrows(IllegalArgumentException.class, () -> new Batch(x -> x, "text"));
    assertThrows(IllegalArgumentException.class, () -> new Batch(x -> x, new int[0]));
    assertThrows(IllegalArgumentException.class, () -> new Batch(x -> x, new int[8193]));
  }
}
