package freeworker.worker.script;

import freeworker.wire.job.Ending;
import freeworker.wire.job.Item;
import freeworker.wire.job.Returned;
import freeworker.wire.job.Script;
import freeworker.wire.parcel.Hash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A broker that has one script, and keeps what that writes. */
final class ScriptRig implements ScriptRun.Broker {
  private static final long PATIENCE_SECONDS = 60;

  private final Path scratch;
  private final Map<Hash, byte[]> contents = new HashMap<>();
  private final List<Item> items = new ArrayList<>();
  private final Map<Integer, ByteArrayOutputStream> written =
      Map.of(
          1,
          new ByteArrayOutputStream(),
          2,
          new ByteArrayOutputStream(),
          3,
          new ByteArrayOutputStream());
  private final CountDownLatch wrote = new CountDownLatch(1);
  private SearchPath path = SearchPath.own();
  private Script.How how = Script.How.FILE;
  private String program = "script.sh";
  private String main = "";
  private List<String> arguments = List.of();
  private String input = "";
  private Duration limit = Duration.ZERO;
  private long memory;
  private long kept = 1 << 20;
  private long element = Script.ALONE;
  private List<String> results = List.of();
  private int calls;

  ScriptRig(Path scratch) {
    this.scratch = scratch;
  }

  ScriptRig with(String name, byte[] content, boolean executable) {
    Hash hash = Hash.of(content);
    contents.put(hash, content);
    items.add(new Item(name, executable, hash, content.length));
    return this;
  }

  ScriptRig with(String name, String content) {
    return with(name, content.getBytes(StandardCharsets.UTF_8), false);
  }

  ScriptRig results(String... patterns) {
    results = List.of(patterns);
    return this;
  }

  /** The files that came back, as they were told: path, whether executable, content. */
  List<String> results() throws IOException {
    List<String> found = new ArrayList<>();
    var in = new DataInputStream(new ByteArrayInputStream(bytes(3)));
    while (in.available() > 0) {
      Returned head = Returned.read(in);
      byte[] content = in.readNBytes((int) head.length());
      found.add(
          head.path()
              + (head.executable() ? "* " : " ")
              + new String(content, StandardCharsets.UTF_8));
    }
    return found;
  }

  /** What is fetched instead of what was promised. */
  ScriptRig damaged() {
    contents.replaceAll((hash, content) -> new byte[content.length]);
    return this;
  }

  /** The script is this file. */
  ScriptRig file(String name, String content, String... words) {
    return file(name, content.getBytes(StandardCharsets.UTF_8), words);
  }

  ScriptRig file(String name, byte[] content, String... words) {
    program = name;
    arguments = List.of(words);
    return with(name, content, false);
  }

  ScriptRig shell(String lines, String... words) {
    return file("script.sh", lines, words);
  }

  ScriptRig command(String name, String... words) {
    how = Script.How.COMMAND;
    program = name;
    arguments = List.of(words);
    return this;
  }

  ScriptRig jar(String name, String main, String... words) {
    how = Script.How.JAR;
    program = name;
    this.main = main;
    arguments = List.of(words);
    return this;
  }

  ScriptRig path(SearchPath path) {
    this.path = path;
    return this;
  }

  ScriptRig input(String name) {
    input = name;
    return this;
  }

  ScriptRig limit(Duration limit) {
    this.limit = limit;
    return this;
  }

  ScriptRig memory(long bytes) {
    memory = bytes;
    return this;
  }

  ScriptRig kept(long bytes) {
    kept = bytes;
    return this;
  }

  ScriptRig element(long number) {
    element = number;
    return this;
  }

  Script script() {
    return new Script(
        "grüße", how, program, main, arguments, items, input, limit, memory, kept, results,
        element);
  }

  ScriptRun made() {
    return new ScriptRun(script(), scratch, path, this);
  }

  Ending run() throws IOException {
    return made().run();
  }

  /** A run on a thread of its own. */
  static final class Started {
    private final FutureTask<Ending> outcome;
    private final Thread thread;

    Started(Callable<Ending> run) {
      outcome = new FutureTask<>(run);
      thread = new Thread(outcome, "run");
      thread.start();
    }

    Started interrupt() {
      thread.interrupt();
      return this;
    }

    Ending ending() throws Exception {
      return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** Begins a run, and waits until it wrote something. */
  Started started() throws InterruptedException {
    var started = new Started(this::run);
    awaitOutput();
    return started;
  }

  void awaitOutput() throws InterruptedException {
    if (!wrote.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the script wrote nothing");
    }
  }

  @Override
  public byte[] piece(Hash content, long offset) {
    byte[] all = contents.get(content);
    if (all == null) {
      throw new IllegalArgumentException("nobody knows " + content);
    }
    int from = (int) offset;
    return Arrays.copyOfRange(all, from, Math.min(all.length, from + Script.PIECE));
  }

  @Override
  public void wrote(int stream, long offset, byte[] bytes) throws IOException {
    synchronized (written) {
      if (bytes.length == 0 || bytes.length > Script.PIECE) {
        throw new IOException("a piece of " + bytes.length + " bytes");
      }
      if (offset != of(stream).size()) {
        throw new IOException("offset " + offset + " after " + of(stream).size());
      }
      of(stream).writeBytes(bytes);
      calls++;
    }
    wrote.countDown();
  }

  private ByteArrayOutputStream of(int stream) {
    ByteArrayOutputStream one = written.get(stream);
    if (one == null) {
      throw new IllegalArgumentException("there is no stream " + stream);
    }
    return one;
  }

  byte[] bytes(int stream) {
    synchronized (written) {
      return of(stream).toByteArray();
    }
  }

  String out() {
    return new String(bytes(1), StandardCharsets.UTF_8);
  }

  String err() {
    return new String(bytes(2), StandardCharsets.UTF_8);
  }

  int calls() {
    synchronized (written) {
      return calls;
    }
  }

  /** The numbers that the script wrote. */
  List<Long> pids() {
    return out().lines().map(Long::parseLong).toList();
  }

  /** What is still in the scratch folder. */
  List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(scratch)) {
      return files.toList();
    }
  }

  /** Whether a process runs; one that only waits to be noticed does not. */
  static boolean runs(long pid) {
    try {
      String stat =
          new String(
              Files.readAllBytes(Path.of("/proc/" + pid + "/stat")), StandardCharsets.ISO_8859_1);
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return false;
    }
  }

  /** A search path with those of these commands that this machine has, and with no other. */
  static SearchPath only(Path folder, String... names) throws IOException {
    Files.createDirectory(folder);
    for (String name : names) {
      Optional<Path> found = SearchPath.own().find(name);
      if (found.isPresent()) {
        command(folder, name, "exec " + found.get() + " \"$@\"");
      }
    }
    return new SearchPath(folder.toString());
  }

  /** Makes a command. */
  static void command(Path folder, String name, String lines) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
    JobFolder.makeExecutable(file);
  }
}
