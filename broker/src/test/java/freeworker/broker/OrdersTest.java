package freeworker.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import freeworker.wire.Order;
import freeworker.wire.Order.Kind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrdersTest {
  private final Orders<Kind, Order> orders = new Orders<>();

  private void give(Kind kind, long lease) {
    orders.give(kind, new Order(kind, lease));
  }

  private Optional<Order> next() throws InterruptedException {
    return orders.next(Duration.ZERO);
  }

  @Test
  void ordersComeInTheirOrder() throws Exception {
    give(Kind.RECALL, 1);
    give(Kind.CLEAR, 1);
    give(Kind.STOP, 0);

    assertEquals(Optional.of(new Order(Kind.RECALL, 1)), next());
    assertEquals(Optional.of(new Order(Kind.CLEAR, 1)), next());
    assertEquals(Optional.of(new Order(Kind.STOP, 0)), next());
    assertEquals(Optional.empty(), next());
  }

  @Test
  void aWorkerThatNeverAsksIsLeftTheLastOfTenThousandOrders() throws Exception {
    for (int lease = 1; lease <= 10_000; lease++) {
      give(lease % 2 == 0 ? Kind.RECALL : Kind.CLEAR, lease);
    }

    assertEquals(2, orders.waiting());
    assertEquals(Optional.of(new Order(Kind.CLEAR, 9_999)), next());
    assertEquals(Optional.of(new Order(Kind.RECALL, 10_000)), next());
  }
}
