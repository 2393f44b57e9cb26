package freeworker.wire.door;

import java.util.Objects;

/** Who is at the other end of a connection, as a key proved it. */
public record Peer(Role role, String id) {
  public Peer {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(id, "id");
  }

  @Override
  public String toString() {
    return role.word() + " " + id;
  }
}
