package freeworker.broker.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongConsumer;

/** Hosts that answer what they were told to. */
final class StubRemote implements Remote {
  final List<String> asked = new ArrayList<>();
  final List<Integer> loads = new ArrayList<>();
  boolean here;
  private final Deque<Answer> answers = new ArrayDeque<>();

  StubRemote answers(int code, String... lines) {
    answers.add(
        code == 0
            ? new Answer(0, List.of(lines), List.of())
            : new Answer(code, List.of(), List.of(lines)));
    return this;
  }

  @Override
  public Answer ask(Host host, Script script, byte[] load, LongConsumer sent, Duration silence) {
    String text = new String(script.text(), UTF_8);
    asked.add(text.replaceAll("(?s).*verb='(\\w+)'.*", "$1"));
    loads.add(load.length);
    sent.accept(load.length);
    return answers.remove();
  }

  @Override
  public boolean isHere(Host host) {
    return here;
  }
}
