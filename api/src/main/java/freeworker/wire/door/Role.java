package freeworker.wire.door;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the holder of a key may do. */
public enum Role {
  /** Borrows workers and runs tasks on them. */
  CLIENT,
  /** Keeps workers on another machine. */
  WORKER,
  /** Looks after a broker: sees everybody's jobs, and cancels them. */
  BROKER,
  /** Is one worker process of a crew, for as long as it lives. */
  PROCESS;

  /** The role of this word in a key file or on a command line. */
  public static Optional<Role> of(String word) {
    for (Role role : values()) {
      if (role.word().equals(word)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One of these, in words. */
  static String words(Collection<Role> roles) {
    return roles.stream().sorted().map(Role::word).collect(Collectors.joining(" or "));
  }
}
