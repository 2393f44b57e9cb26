package freeworker.grapher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds the profile that a user means. */
final class Place {
  private static final int LIKE = 3;

  private Place() {}

  /** A name without a slash is profiling/NAME, else ./NAME; with a slash it is as given. */
  static Path of(Path folder, String name) {
    if (name.contains("/")) {
      return readable(folder, Path.of(name), name);
    }
    Path usual = Path.of("profiling").resolve(name);
    if (Files.exists(folder.resolve(usual))) {
      return readable(folder, usual, name);
    }
    if (Files.exists(folder.resolve(name))) {
      return readable(folder, Path.of(name), name);
    }
    throw missing(folder, usual, name);
  }

  private static Path readable(Path folder, Path path, String name) {
    Path file = folder.resolve(path);
    if (!Files.exists(file)) {
      throw missing(folder, path, name);
    }
    if (Files.isDirectory(file)) {
      throw new GrapherFailure(
          GrapherFailure.NO_INPUT,
          path + " is a folder, not a profile.",
          "Name a file in it:  grapher " + path + "/results_2.csv");
    }
    if (!Files.isReadable(file)) {
      throw new GrapherFailure(
          GrapherFailure.NO_INPUT, path + " cannot be read.", "Make it readable for you.");
    }
    return path;
  }

  private static GrapherFailure missing(Path folder, Path wanted, String name) {
    List<String> there = new ArrayList<>();
    for (String where : List.of("profiling", ".")) {
      try (Stream<Path> files = Files.list(folder.resolve(where))) {
        files
            .map(file -> String.valueOf(file.getFileName()))
            .filter(file -> file.endsWith(".csv"))
            .forEach(there::add);
      } catch (IOException e) {
        // A folder that is not there has no likely names either.
      }
    }
    String plain = String.valueOf(Path.of(name).getFileName());
    String advice =
        there.stream()
            .filter(other -> distance(plain, other) <= LIKE)
            .min(Comparator.comparingInt(other -> distance(plain, other)))
            .map(like -> "Did you mean " + like + "?")
            .orElse(
                there.isEmpty()
                    ? "Profiles are written by a broker:  broker 2"
                    : "There is: " + String.join(", ", there.stream().sorted().limit(5).toList()));
    return new GrapherFailure(GrapherFailure.NO_INPUT, "no " + wanted + ".", advice);
  }

  /** How many letters have to change to make one name of the other. */
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int above = row[j];
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(corner + change, 1 + Math.min(above, row[j - 1]));
        corner = above;
      }
    }
    return row[other.length()];
  }
}
