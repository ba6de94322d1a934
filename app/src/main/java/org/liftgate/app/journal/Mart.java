package org.liftgate.app.journal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Table;

/**
 * A mart as its migration made it: the database says which columns it has and how it is keyed.
 *
 * @param shared whether its rows are kept once, by what they hold, for all results that share them;
 *     otherwise each result has rows of its own
 * @param columns those that its table must bring, in the mart's order
 * @param numbered whether each row has its place in {@code row_no}
 */
record Mart(String name, boolean shared, List<String> columns, boolean numbered) {
  private static final String BY_CONTENT = "content_hash";
  private static final String BY_RESULT = "result_digest";
  private static final String PLACE = "row_no";

  Mart {
    columns = List.copyOf(columns);
  }

  /** The mart of that name; complains where there is none. */
  static Mart of(Tx tx, String name, List<Problem> problems) throws SQLException {
    boolean plain = name.matches("[a-z][a-z0-9_]*") && !name.matches("(lg|mart|flyway)_.*");
    List<String> found = plain ? tx.columns(name) : List.of();
    boolean shared = found.contains(BY_CONTENT);
    if (!shared && !found.contains(BY_RESULT)) {
      problems.add(
          Problem.of(
              "marts",
              name,
              "is no mart of this database",
              "Maybe it is misspelt, or this program's migrations were not applied: ./liftgate"
                  + " doctor."));
    }
    var columns = new ArrayList<>(found);
    columns.removeAll(List.of(BY_CONTENT, BY_RESULT, PLACE));
    return new Mart(name, shared, columns, found.contains(PLACE));
  }

  /** Complains about every column that the table lacks. */
  void check(Table rows, List<Problem> problems) {
    for (String column : columns) {
      if (rows.find(column).isEmpty()) {
        problems.add(
            Problem.of(
                name + "." + column,
                null,
                "is missing; the mart needs it",
                "Maybe the stage that makes the table names it differently: it has "
                    + rows.schema().names()
                    + "."));
      }
    }
  }

  /** What the rows hold, column by column as the mart has them. */
  String hash(Table rows) {
    int[] places = places(rows);
    Digest digest = Digest.sha256().add(columns);
    for (int i = 0; i < rows.rows(); i++) {
      List<Object> row = rows.row(i);
      for (int place : places) {
        Object cell = row.get(place);
        digest.add(cell == null ? "" : cell.getClass().getSimpleName() + " " + cell);
      }
    }
    return digest.hex();
  }

  /** Inserts every row under the key: the digest of the result or the hash of the content. */
  void insert(Tx tx, String key, Table rows) throws SQLException {
    int[] places = places(rows);
    int lead = numbered ? 2 : 1;
    var names = new ArrayList<>(List.of(shared ? BY_CONTENT : BY_RESULT));
    if (numbered) {
      names.add(PLACE);
    }
    names.addAll(columns);
    tx.batch(
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(name, String.join(", ", names), "?, ".repeat(names.size() - 1) + "?"),
        rows.rows(),
        i -> {
          List<Object> row = rows.row(i);
          var values = new Object[lead + places.length];
          values[0] = key;
          values[lead - 1] = numbered ? (Object) (i + 1L) : key;
          for (int c = 0; c < places.length; c++) {
            values[lead + c] = finite(row.get(places[c]));
          }
          return values;
        });
  }

  /** MySQL has no infinity: an interval that is open on a side has no bound there. */
  private static @Nullable Object finite(@Nullable Object cell) {
    return cell instanceof Double d && !Double.isFinite(d) ? null : cell;
  }

  private int[] places(Table rows) {
    List<String> names = rows.schema().names();
    return columns.stream().mapToInt(names::indexOf).toArray();
  }
}
