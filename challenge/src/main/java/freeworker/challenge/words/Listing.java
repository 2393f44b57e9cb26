package freeworker.challenge.words;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The files whose words are counted: those that were named, and all in the folders that were, in
 * the order of their names.
 *
 * @param passedOver how much in the folders is neither, such as links, or is the result
 */
public record Listing(List<Path> files, List<Long> sizes, List<Trouble> troubles, long passedOver) {
  public Listing {
    files = List.copyOf(files);
    sizes = List.copyOf(sizes);
    troubles = List.copyOf(troubles);
  }

  /** How many bytes they have. */
  public long bytes() {
    return sizes.stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Finds them.
   *
   * @param result an earlier one of these is no text to be counted
   * @throws IOException when one that was named is not there, or neither a file nor a folder
   */
  public static Listing of(List<Path> named, Path result) throws IOException {
    Path folder = Objects.requireNonNull(result.toAbsolutePath().getParent(), "its folder");
    Path real = folder.toRealPath().resolve(result.getFileName());
    var walk = new Walk(real);
    for (Path name : named) {
      // Who reads it has another folder, and perhaps another machine.
      Path path = name.toAbsolutePath();
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      if (found.isDirectory()) {
        walk.folder(path.toRealPath());
      } else if (!found.isRegularFile()) {
        throw new IOException(name + " is neither a file nor a folder");
      } else if (path.toRealPath().equals(real)) {
        throw new IOException(name + " is where the result goes");
      } else {
        walk.file(path, found.size());
      }
    }
    return new Listing(walk.files, walk.sizes, walk.troubles, walk.passedOver);
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    final Path result;
    final List<Path> files = new ArrayList<>();
    final List<Long> sizes = new ArrayList<>();
    final List<Trouble> troubles = new ArrayList<>();
    long passedOver;

    Walk(Path result) {
      this.result = result;
    }

    void file(Path path, long size) {
      files.add(path);
      sizes.add(size);
    }

    void folder(Path folder) throws IOException {
      var below = new Walk(result);
      Files.walkFileTree(folder, below);
      var order = new ArrayList<Integer>();
      for (int i = 0; i < below.files.size(); i++) {
        order.add(i);
      }
      order.sort((a, b) -> below.files.get(a).compareTo(below.files.get(b)));
      order.forEach(i -> file(below.files.get(i), below.sizes.get(i)));
      troubles.addAll(below.troubles);
      passedOver += below.passedOver;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
      if (found.isRegularFile() && !file.equals(result)) {
        file(file, found.size());
      } else {
        passedOver++;
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      // What was there a moment ago may be gone; what is there has to be counted.
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        troubles.add(new Trouble(file.toString(), 0, "this host", FileText.why(e)));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
