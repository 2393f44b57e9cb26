package freeworker.broker.jobs;

import freeworker.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists of submissions, which read neither scripts nor single jobs. */
final class StoreSummaries {
  private static final String COLUMNS =
      "SELECT number, owner, name, first, last, at, queued, running, done, failed, cancelled, lost"
          + " FROM submission WHERE gone = 0";

  private StoreSummaries() {}

  static List<Summary> newest(
      StoreRows rows, String owner, Optional<JobState> state, long below, int most)
      throws SQLException {
    String some = state.map(wanted -> " AND " + wanted.word() + " > 0").orElse("");
    String whose = owner.isEmpty() ? "" : " AND owner = ?2";
    return rows.all(
        COLUMNS + " AND number < ?1" + whose + some + " ORDER BY number DESC LIMIT ?3",
        StoreSummaries::summary,
        below,
        owner,
        most);
  }

  static Optional<Summary> of(StoreRows rows, long number) throws SQLException {
    return rows.first(COLUMNS + " AND number = ?", StoreSummaries::summary, number);
  }

  private static Summary summary(ResultSet row) throws SQLException {
    Map<JobState, Long> counts = new EnumMap<>(JobState.class);
    for (JobState state : JobState.values()) {
      counts.put(state, row.getLong(state.word()));
    }
    return new Summary(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        row.getLong(5),
        counts,
        row.getLong(6));
  }
}
