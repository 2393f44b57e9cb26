package freeworker.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/*
 * Guarded by this: last, failed. One thread looks now and then; nobody who lends, borrows or reports
 * waits for the disk.
 */
/** The file {@code workers.txt} of a broker: who its workers are, for people and scripts. */
final class WorkersFile implements AutoCloseable {
  private static final Duration PACE = Duration.ofMillis(250);
  private static final Duration PARTING = Duration.ofSeconds(2);

  private final Path file;
  private final Path beside;
  private final Supplier<List<Slot>> slots;
  private final Consumer<String> notices;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::keep, "workers-file");
  private @Nullable String last;
  private boolean failed;

  /**
   * One worker's place.
   *
   * @param host where clients dial it
   * @param port the same; 0 while no process is there
   */
  record Slot(String host, int port, int number, String state) {
    String line() {
      String name = host.contains(":") ? "[" + host + "]" : host;
      return name + ":" + port + " " + number + " " + state + "\n";
    }
  }

  private WorkersFile(Path folder, Supplier<List<Slot>> slots, Consumer<String> notices) {
    this.file = folder.resolve("workers.txt");
    this.beside = folder.resolve(".workers.txt.new");
    this.slots = slots;
    this.notices = notices;
  }

  /**
   * Keeps the file of a folder up to date until it is closed.
   *
   * @param notices hears once when that cannot be done
   */
  static WorkersFile keep(Path folder, Supplier<List<Slot>> slots, Consumer<String> notices) {
    var kept = new WorkersFile(folder, slots, notices);
    kept.write();
    kept.thread.setDaemon(true);
    kept.thread.start();
    return kept;
  }

  /** Writes who is there now, unless the file says so already. */
  synchronized void write() {
    var text = new StringBuilder();
    slots.get().forEach(slot -> text.append(slot.line()));
    if (text.toString().equals(last)) {
      return;
    }
    try {
      Files.writeString(beside, text);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      last = text.toString();
      failed = false;
    } catch (IOException e) {
      if (!failed) {
        notices.accept(file + " cannot be written: " + e + ". It is tried again.");
      }
      failed = true;
    }
  }

  private void keep() {
    try {
      while (!closed.await(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
        write();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nobody is there any more, and so is the file. */
  @Override
  public void close() throws IOException {
    closed.countDown();
    try {
      thread.join(PARTING.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(file);
    Files.deleteIfExists(beside);
  }
}
