package freeworker.worker.script;

import freeworker.wire.job.Returned;
import freeworker.wire.job.Script;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** The files of a script's folder that come back: those that its patterns match, and no links. */
final class Harvested {
  private final Path folder;
  private final List<PathMatcher> wanted;
  private final ScriptRun.Broker broker;
  private long told;

  /**
   * @throws NotBegun when a pattern is none
   */
  Harvested(Path folder, List<String> patterns, ScriptRun.Broker broker) throws NotBegun {
    this.folder = folder;
    this.broker = broker;
    wanted = new ArrayList<>();
    for (String pattern : patterns) {
      try {
        wanted.add(FileSystems.getDefault().getPathMatcher("glob:" + pattern));
      } catch (PatternSyntaxException e) {
        throw new NotBegun(
            NotBegun.UNUSABLE, "'" + pattern + "' is no pattern of files: " + e.getDescription());
      }
    }
  }

  /**
   * Tells them, one after the other.
   *
   * @param most how many bytes they may be together
   * @return what a person should know, or empty
   */
  String tell(long most) throws IOException {
    if (wanted.isEmpty()) {
      return "";
    }
    int left = 0;
    for (Path file : found()) {
      long length = Files.size(file);
      var head = new Returned(name(file), Files.isExecutable(file), length);
      byte[] bytes = head.encode();
      if (!Files.isReadable(file) || told + bytes.length + length > most) {
        left++;
      } else {
        wrote(bytes);
        tell(file, length);
      }
    }
    return left == 0
        ? ""
        : left
            + (left == 1 ? " file was" : " files were")
            + " left out: unreadable, or more than --keep "
            + most;
  }

  private List<Path> found() throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Path from = folder.relativize(file);
            if (attributes.isRegularFile() && wanted.stream().anyMatch(one -> one.matches(from))) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            // The script has shut it away itself.
            return FileVisitResult.CONTINUE;
          }
        });
    found.sort(null);
    return found;
  }

  private String name(Path file) {
    return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  /** So many bytes of a file; nothing of the script is left that could change it. */
  private void tell(Path file, long length) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      long left = length;
      while (left > 0) {
        byte[] piece = in.readNBytes((int) Math.min(left, Script.PIECE));
        if (piece.length == 0) {
          throw new IOException(file + " became shorter while it was read");
        }
        wrote(piece);
        left -= piece.length;
      }
    }
  }

  private void wrote(byte[] bytes) throws IOException {
    broker.wrote(Script.FILES, told, bytes);
    told += bytes.length;
  }
}
