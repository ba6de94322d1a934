package org.liftgate.kernel;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where tables live and SQL runs. Found by {@link java.util.ServiceLoader}. */
public interface Engine {

  /** The word behind {@code --engine}. */
  String name();

  /** Name and version, part of every stage key. */
  String identity();

  /** The name under which a delimited file shows its line numbers. */
  static String lines(String table) {
    return table + "_lines";
  }

  /** Loads what a first session would have to wait for; may run beside other work. */
  default void preload() {}

  /** Opens a session of its own: views defined in one are not seen in another. */
  Session open(Settings settings);

  /**
   * @param spill folder for intermediate data larger than memory
   * @param memoryBytes limit of the engine's own memory
   * @param threads worker threads
   */
  record Settings(Path spill, long memoryBytes, int threads) {}

  /**
   * A table as written.
   *
   * @param contentHash SHA-256 over the rows in stored order in a canonical encoding that neither
   *     engine nor file format changes
   * @param metrics per column: {@code nulls}, {@code min}, {@code max}, as text
   */
  record Written(
      Path file,
      long rows,
      long bytes,
      Schema schema,
      String contentHash,
      Map<String, Map<String, String>> metrics) {}

  /**
   * A delimited text file and how to read it; columns are matched by header, never by position.
   *
   * @param headers every header of the file in its order, none twice
   * @param encoding {@code utf-8} or {@code latin-1}
   * @param fields the columns wanted; a header that the file lacks gives a column of nulls
   * @param dateFormat of DATE columns in strptime's letters; empty for ISO
   */
  record Delimited(
      Path file,
      char delimiter,
      char quote,
      String encoding,
      List<String> headers,
      List<Field> fields,
      String dateFormat,
      long maxLineBytes) {
    /** A column of the file under the header it has there, and the name and type it gets. */
    public record Field(String header, String name, Schema.Type type, boolean required) {}
  }

  /**
   * Rows that come one by one, stored as Parquet; only a bounded number is ever in memory. For one
   * thread; several of a session may be open at once, beside the session's own work.
   */
  interface Landing extends AutoCloseable {
    /**
     * @param row a value for each column of the schema, in its order: Boolean, Long, BigDecimal of
     *     at most four digits after the point, Double, String, LocalDate, LocalDateTime, or null
     */
    void add(@Nullable Object[] row);

    /** Stores what is left. The files, at least one, hold the rows in the order they came. */
    List<Path> finish();

    /** Gives up what has not been finished. */
    @Override
    void close();
  }

  /** Views, portable functions, writing. Not safe for several threads at once, but for cancel. */
  interface Session extends AutoCloseable {

    /** A stored Parquet table under a name. */
    void view(String name, Path parquet);

    /**
     * A Parquet file of another program under a name: types that tables do not hold become the
     * nearest they do; columns of lists, structs and bytes are left out.
     *
     * @throws LiftgateException when the file cannot be read or has no column left
     */
    void foreign(String name, Path parquet);

    /**
     * A stored Parquet table that keeps the order of a delimited file, with a column {@code
     * line_number} first: the row's place plus one for the header. It costs nothing where it is not
     * read.
     */
    void viewNumbered(String name, Path parquet);

    /** A bare SELECT under a name. Parameters replace {@code :name} as typed literals. */
    void define(String name, String select, Map<String, ?> parameters);

    /** A table from memory under a name. */
    void define(Table table);

    /**
     * A delimited file under a name, with the fields given; and under {@link #lines} of the name
     * with a column {@code line_number} too, which is slower. It is read when the name is: whatever
     * reads it then throws a {@link LiftgateException} with a problem for each bad cell (up to 100
     * a file, by line and column) of all delimited files of the session.
     */
    void define(String name, Delimited file);

    /**
     * Columns of stored Parquet files under a name, the rows of one file after those of the file
     * before; and under {@link #lines} of the name with a column {@code line_number} too, as if all
     * were one delimited file.
     */
    void define(String name, List<Path> parquet, Schema columns);

    /** Opens files {@code name-0.parquet} and on in a folder for rows of a schema. */
    Landing land(String name, Schema schema, Path folder);

    /**
     * The array {@code field} of a JSON object in a file under a name, as rows of the schema;
     * members that an element lacks are null.
     */
    void define(String name, Path json, String field, Schema schema);

    /** Forgets a name and frees what it held; unknown names are let pass. */
    void drop(String name);

    /**
     * Writes a defined table as Parquet, ordered by the key and, within equal keys, by all other
     * columns; an empty key keeps the table's own order.
     */
    Written write(String name, List<String> key, Path target);

    /** Rows into primitive columns, in stored order. All columns when none is named. */
    Table read(String name, String... columns);

    /**
     * Hands on each row in stored order, never holding more than a few thousand. Values are those
     * of {@link Landing#add}; the array is the consumer's to keep.
     */
    void scan(String name, Consumer<@Nullable Object[]> row);

    /** Result of a bare SELECT in memory. */
    Table query(String select, Map<String, ?> parameters);

    long count(String name);

    Schema schema(String name);

    /** Tables a bare SELECT reads that it does not itself define. */
    Set<String> references(String select);

    /** What is not portable in a SELECT: one problem each, by line. */
    List<Problem> lint(String file, String select);

    /** Stops the statement that runs now; called from another thread. */
    void cancel();

    @Override
    void close();
  }
}
