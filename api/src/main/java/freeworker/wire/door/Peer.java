package freeworker.wire.door;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who is at the other end of a connection, as a key proved it. */
public record Peer(Role role, String id) {
  public Peer {
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(id, "id");
  }

  // Not left to the record, whose own are linked at their first use: every start would pay for it.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Peer peer && role == peer.role && id.equals(peer.id);
  }

  @Override
  public int hashCode() {
    return 31 * role.hashCode() + id.hashCode();
  }

  @Override
  public String toString() {
    return role.word() + " " + id;
  }
}
