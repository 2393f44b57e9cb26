package freeworker.bench.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client's own record.
 *
 * @param ended whether it said that it had all its answers
 * @param killed whether the run killed it, so that it could not
 */
record ClientRecord(
    String name, boolean killed, boolean ended, List<Asked> tasks, List<String> unreadable) {
  ClientRecord {
    tasks = List.copyOf(tasks);
    unreadable = List.copyOf(unreadable);
  }

  static ClientRecord read(String name, boolean killed, List<String> lines) {
    Map<String, Asked> asked = new LinkedHashMap<>();
    Map<String, List<Asked.Answer>> answers = new LinkedHashMap<>();
    List<String> unreadable = new ArrayList<>();
    boolean ended = false;
    for (int i = 0; i < lines.size(); i++) {
      String where = "client " + name + " line " + (i + 1);
      String[] words = lines.get(i).split(" ", 4);
      if (lines.get(i).equals(ClientLog.END)) {
        ended = true;
      } else if (words.length == 4 && words[0].equals(String.valueOf(ClientLog.ASKED))) {
        var task =
            new Asked(
                words[1], Way.valueOf(words[2]), Integer.parseInt(words[3]), where, List.of());
        asked.put(words[1], task);
      } else if (words.length == 4 && asked.containsKey(words[1])) {
        boolean result = words[0].equals(String.valueOf(ClientLog.ANSWERED));
        answers
            .computeIfAbsent(words[1], task -> new ArrayList<>())
            .add(
                result
                    ? new Asked.Answer(where, "", words[2], Long.parseLong(words[3]))
                    : new Asked.Answer(where, words[2], words[3], 0));
      } else if (!killed || i < lines.size() - 1) {
        unreadable.add(where + " cannot be read: " + lines.get(i));
      }
    }
    List<Asked> tasks = new ArrayList<>();
    for (Asked task : asked.values()) {
      tasks.add(
          new Asked(
              task.task(),
              task.way(),
              task.number(),
              task.where(),
              answers.getOrDefault(task.task(), List.of())));
    }
    return new ClientRecord(name, killed, ended, tasks, unreadable);
  }
}
