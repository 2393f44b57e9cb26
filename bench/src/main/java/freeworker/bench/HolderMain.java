package freeworker.bench;

import freeworker.BorrowedWorker;
import freeworker.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A client that borrows a worker and has it work without end, until the client is killed. */
final class HolderMain {
  private HolderMain() {}

  public static void main(String[] args) {
    String begun = args[1];
    try (Engine engine = Engine.open(args[0]);
        BorrowedWorker worker = engine.borrow(Duration.ofMinutes(1))) {
      worker.run(
          () -> {
            Files.createFile(Path.of(begun));
            while (true) {
              Thread.onSpinWait();
            }
          });
    }
  }
}
