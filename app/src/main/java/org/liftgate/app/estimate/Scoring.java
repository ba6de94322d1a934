package org.liftgate.app.estimate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Table;
import org.liftgate.reporting.format.Csv;

/**
 * Rows of a file through what a run learned. A run that can be applied to new rows leaves two
 * artifacts: {@value #SQL}, one SELECT over the table {@value #ROWS}, and the table {@value
 * #INPUTS} of {@code column_name} and {@code type} (text or number), the columns it reads. A row
 * whose {@value #REFUSED} is not empty gets no number.
 */
public final class Scoring {
  public static final String SQL = "score.sql";
  public static final String INPUTS = "score_inputs";
  static final String ROWS = "scored_rows";
  static final String REFUSED = "refused";

  private final Engine.Session session;

  public Scoring(Engine.Session session) {
    this.session = session;
  }

  /**
   * A column the SELECT reads.
   *
   * @param text whether it holds names; else numbers
   */
  record Input(String column, boolean text) {}

  /**
   * What came of it.
   *
   * @param reasons why rows were refused, with how many of each
   */
  public record Scored(Table rows, long refused, Map<String, Long> reasons, List<String> notes) {}

  /**
   * @param select text of {@value #SQL}
   * @param inputs stored {@value #INPUTS}
   * @throws LiftgateException with every column that is missing or of another type
   */
  public Scored score(String select, Path inputs, Path data) {
    session.view(INPUTS, inputs);
    DataFile file = DataFile.open(data, session);
    List<Input> wanted = asSpelt(wanted(session.read(INPUTS)), file.columns());
    present(wanted, file.columns(), DataFile.name(data));
    Set<String> asText =
        wanted.stream().filter(Input::text).map(Input::column).collect(Collectors.toSet());
    Table table = file.read(file.columns(), asText);
    numbers(wanted, table, DataFile.name(data));
    session.define(renamed(table));
    Table rows = session.query(select, Map.of());
    return scored(rows, file.notes());
  }

  private static List<Input> wanted(Table inputs) {
    String[] column = inputs.texts("column_name");
    String[] type = inputs.texts("type");
    var out = new ArrayList<Input>();
    for (int i = 0; i < column.length; i++) {
      out.add(new Input(column[i], type[i].equals("text")));
    }
    return out;
  }

  /** Columns are found whatever the case of their names, as the SELECT finds them. */
  private static List<Input> asSpelt(List<Input> wanted, List<String> columns) {
    return wanted.stream()
        .map(
            w ->
                columns.stream()
                    .filter(w.column()::equalsIgnoreCase)
                    .findFirst()
                    .map(c -> new Input(c, w.text()))
                    .orElse(w))
        .toList();
  }

  private static void present(List<Input> wanted, List<String> columns, String file) {
    fail(
        wanted.stream()
            .filter(w -> !columns.contains(w.column()))
            .map(
                w ->
                    Problem.inFile(
                        file,
                        w.column(),
                        "is missing; the run's answer depends on it",
                        Problem.didYouMean(w.column(), columns)))
            .toList(),
        file);
  }

  private static void numbers(List<Input> wanted, Table table, String file) {
    fail(
        wanted.stream()
            .filter(w -> !w.text() && table.column(w.column()) instanceof Table.Texts)
            .map(w -> Problem.inFile(file, w.column(), "must hold numbers", first(table, w)))
            .toList(),
        file);
  }

  /** The first cell that is no number. */
  private static String first(Table table, Input input) {
    String[] texts = table.texts(input.column());
    for (int i = 0; i < texts.length; i++) {
      if (texts[i] != null && !texts[i].strip().matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?")) {
        return "Maybe row %d (%s) is the only one that does not.".formatted(i + 1, texts[i]);
      }
    }
    return "";
  }

  private static void fail(List<Problem> problems, String file) {
    if (!problems.isEmpty()) {
      throw problems.size() == 1
          ? LiftgateException.input(problems.getFirst())
          : LiftgateException.input(file + " cannot be scored", problems);
    }
  }

  private static Table renamed(Table table) {
    var builder = Table.named(ROWS);
    table.schema().names().forEach(n -> builder.column(n, table.column(n)));
    return builder.build();
  }

  private static Scored scored(Table rows, List<String> notes) {
    var reasons = new LinkedHashMap<String, Long>();
    for (@Nullable String reason : rows.texts(REFUSED)) {
      if (reason != null) {
        reasons.merge(reason, 1L, Long::sum);
      }
    }
    long refused = reasons.values().stream().mapToLong(n -> n).sum();
    return new Scored(rows, refused, reasons, notes);
  }

  /** Stores rows as Parquet where the name ends so, else as CSV; whole or not at all. */
  public void write(Table rows, Path target) {
    Path whole = target.toAbsolutePath();
    Path part = whole.resolveSibling("." + whole.getFileName() + ".part");
    try {
      Files.createDirectories(whole.getParent());
      Files.deleteIfExists(part);
      if (whole.toString().toLowerCase(Locale.ROOT).endsWith(".parquet")) {
        session.define(renamed(rows));
        session.write(ROWS, List.of(), part);
      } else {
        Csv.write(rows, part);
      }
      Files.move(part, whole, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw LiftgateException.failed(whole + " cannot be written: " + e.getMessage(), e);
    }
  }
}
