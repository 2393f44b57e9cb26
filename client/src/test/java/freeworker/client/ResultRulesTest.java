package freeworker.client;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import freeworker.wire.limit.Limit;
import java.io.ObjectInputFilter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResultRulesTest {
  private final ResultRules rules = new ResultRules(new Packer().pack("nine", () -> 9).shipment());

  /** What a stream has come to. */
  private record Read(
      @Nullable Class<?> serialClass,
      long arrayLength,
      long depth,
      long references,
      long streamBytes)
      implements ObjectInputFilter.FilterInfo {}

  private @Nullable String objection(long depth, long objects) {
    return rules.objection(new Read(Integer.class, -1, depth, objects, 100));
  }

  @Test
  void moreObjectsThanAResultMayHaveAreRefusedByTheNameOfTheLimit() {
    long most = Limit.RESULT_OBJECTS.always();

    assertNull(objection(1, most));
    String said = String.valueOf(objection(1, most + 1));
    assertTrue(said.contains("result-objects") && said.contains("10000000"), said);
  }

  @Test
  void objectsNestedTooDeepAreRefusedByTheNameOfTheLimit() {
    long most = Limit.RESULT_DEPTH.always();

    assertNull(objection(most, 1));
    String said = String.valueOf(objection(most + 1, 1));
    assertTrue(said.contains("result-depth") && said.contains(String.valueOf(most)), said);
  }
}
