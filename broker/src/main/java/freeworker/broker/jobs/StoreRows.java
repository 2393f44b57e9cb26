package freeworker.broker.jobs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One connection to the store's file, with its statements; of one thread at a time. */
final class StoreRows implements AutoCloseable {
  /** What a row says. */
  interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Sees rows one after the other. */
  interface Visit {
    /** Whether it wants the next one. */
    boolean row(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final Point point;
  private final Map<String, PreparedStatement> statements = new HashMap<>();
  private long changes;

  StoreRows(Connection connection, Point point) {
    this.connection = connection;
    this.point = point;
  }

  /** How many statements have changed something, or tried to. */
  long changes() {
    return changes;
  }

  /** Changes rows, and says how many. */
  int change(String sql, Object... values) throws SQLException {
    point.reached(sql);
    changes++;
    try {
      return prepared(sql, values).executeUpdate();
    } catch (SQLException e) {
      throw forgotten(sql, e);
    }
  }

  /** Does what has neither values nor an answer. */
  void command(String sql) throws SQLException {
    point.reached(sql);
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  <T> Optional<T> first(String sql, Reading<T> reading, Object... values) throws SQLException {
    try (ResultSet rows = prepared(sql, values).executeQuery()) {
      return rows.next() ? Optional.of(reading.of(rows)) : Optional.empty();
    } catch (SQLException e) {
      throw forgotten(sql, e);
    }
  }

  <T> List<T> all(String sql, Reading<T> reading, Object... values) throws SQLException {
    var all = new ArrayList<T>();
    each(
        sql,
        row -> {
          all.add(reading.of(row));
          return true;
        },
        values);
    return all;
  }

  void each(String sql, Visit visit, Object... values) throws SQLException {
    try (ResultSet rows = prepared(sql, values).executeQuery()) {
      boolean more = true;
      while (more && rows.next()) {
        more = visit.row(rows);
      }
    } catch (SQLException e) {
      throw forgotten(sql, e);
    }
  }

  /** The one number that a query answers, 0 for none. */
  long number(String sql, Object... values) throws SQLException {
    return first(sql, row -> row.getLong(1), values).orElse(0L);
  }

  /** A statement that has failed once does nothing more: the next one is made anew. */
  private SQLException forgotten(String sql, SQLException failure) throws SQLException {
    PreparedStatement failed = statements.remove(sql);
    if (failed != null) {
      failed.close();
    }
    return failure;
  }

  private PreparedStatement prepared(String sql, Object... values) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      statements.put(sql, statement);
    }
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value instanceof byte[] bytes) {
        statement.setBytes(i + 1, bytes);
      } else if (value instanceof String text) {
        statement.setString(i + 1, text);
      } else {
        statement.setLong(i + 1, ((Number) value).longValue());
      }
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : statements.values()) {
      statement.close();
    }
    connection.close();
  }
}
