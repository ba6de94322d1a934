package org.liftgate.reporting.stages;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.Table;
import org.liftgate.reporting.chart.Charts;
import org.liftgate.reporting.explore.ColumnProfile;
import org.liftgate.reporting.explore.Coverage;
import org.liftgate.reporting.explore.Distribution;
import org.liftgate.reporting.explore.EdaFigures;
import org.liftgate.reporting.explore.EdaSummary;
import org.liftgate.reporting.explore.EdaTables;
import org.liftgate.reporting.explore.Exploration;
import org.liftgate.reporting.explore.Exploration.TableProfile;
import org.liftgate.reporting.explore.Frequencies;

/**
 * {@code reporting.explore}: what tables hold, before anybody asks them anything. Each column is
 * counted by value once; from the counts follow gaps, zero share, quantiles and top values exactly.
 * A column with more than a million different values is described by the record of its stored file,
 * with an approximate count of values that is marked as such.
 */
public final class Explore implements StageKind<Explore.Parameters> {
  private static final long MOST_VALUES = 1_000_000;

  /** What to look at. */
  public record Parameters(
      @Doc("Tables to describe, column by column") List<String> tables,
      @Doc("The table of dated facts, for coverage over time") Optional<Facts> facts,
      @Doc("A value to look at segment by segment") Optional<Segmented> segments) {
    /** Without segments. */
    public Parameters(List<String> tables, Optional<Facts> facts) {
      this(tables, facts, Optional.empty());
    }
  }

  /** A value by segment. */
  public record Segmented(
      @Doc("Table with a row for each value, which may be one not described") String table,
      @Doc("Columns of text or whole numbers whose levels are the segments") List<String> by,
      @Doc("Column with the value") String value,
      @Doc("Column of the date, for means by week") Optional<String> time) {
    public Segmented {
      by = List.copyOf(by);
    }
  }

  /** Facts by time. */
  public record Facts(
      @Doc("Table of facts, one of the tables described") String table,
      @Doc("Column that dates a fact: a day number, a date or a timestamp") String time,
      @Doc("Column that says whose fact it is") String unit,
      @Doc("Column with the amount") String value) {}

  @Override
  public String name() {
    return "reporting.explore";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public boolean pure() {
    return true;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters parameters, StageContext context) {
    check(parameters, context);
    var distributions = new ArrayList<Distribution>();
    var tables = new ArrayList<TableProfile>();
    for (String table : parameters.tables()) {
      tables.add(table(table, context, distributions));
    }
    var coverage = parameters.facts().map(f -> coverage(f, context));
    var segments = parameters.segments().map(s -> SegmentReader.of(s, context.engine()));
    write(new Exploration(tables, distributions, coverage, segments), context);
  }

  private static void check(Parameters parameters, StageContext context) {
    var problems = new ArrayList<Problem>();
    parameters.tables().stream()
        .filter(t -> !context.inputs().containsKey(t))
        .forEach(t -> problems.add(unknown(t, context)));
    parameters.facts().ifPresent(f -> facts(f, context, problems));
    parameters.segments().ifPresent(s -> segmented(s, context, problems));
    if (!problems.isEmpty()) {
      throw LiftgateException.input("reporting.explore names what is not there", problems);
    }
  }

  private static Problem unknown(String table, StageContext context) {
    return Problem.of(
        "tables",
        table,
        "must be an input of the stage",
        "Maybe one of "
            + context.inputs().keySet()
            + ", or `needs` lacks the stage that makes it.");
  }

  private static void facts(Facts f, StageContext context, List<Problem> problems) {
    if (!context.inputs().containsKey(f.table())) {
      problems.add(unknown(f.table(), context));
      return;
    }
    var schema = context.engine().schema(f.table());
    for (String column : List.of(f.time(), f.unit(), f.value())) {
      if (schema.column(column).isEmpty()) {
        problems.add(
            Problem.of(
                "facts",
                column,
                "must be a column of " + f.table(),
                "Maybe one of " + schema.names() + "."));
      }
    }
    type(f.time(), schema, Queries.TIMES, "must hold day numbers or dates", problems);
    type(f.value(), schema, Queries.NUMBERS, "must hold numbers", problems);
  }

  private static void segmented(Segmented s, StageContext context, List<Problem> problems) {
    if (!context.inputs().containsKey(s.table())) {
      problems.add(unknown(s.table(), context));
      return;
    }
    var schema = context.engine().schema(s.table());
    var columns = new ArrayList<>(s.by());
    columns.add(s.value());
    s.time().ifPresent(columns::add);
    for (String column : columns) {
      if (schema.column(column).isEmpty()) {
        problems.add(
            Problem.of(
                "segments",
                column,
                "must be a column of " + s.table(),
                Problem.didYouMean(column, schema.names())));
      }
    }
    type(s.value(), schema, Queries.NUMBERS, "must hold numbers", problems);
    s.time()
        .ifPresent(t -> type(t, schema, Queries.TIMES, "must hold day numbers or dates", problems));
  }

  private static void type(
      String column, Schema schema, Set<Schema.Type> types, String rule, List<Problem> problems) {
    schema
        .column(column)
        .filter(c -> !types.contains(c.type()))
        .ifPresent(
            c ->
                problems.add(
                    Problem.of(
                        "facts." + column,
                        c.type().name(),
                        rule,
                        "Maybe cast it in the SQL that makes the table.")));
  }

  private static TableProfile table(
      String table, StageContext context, List<Distribution> distributions) {
    Engine.Session engine = context.engine();
    Schema schema = engine.schema(table);
    long rows = engine.count(table);
    Map<String, Long> distinct = rows > MOST_VALUES ? distinct(engine, table, schema) : Map.of();
    var columns = new ArrayList<ColumnProfile>();
    for (Schema.Column column : schema.columns()) {
      context.checkCancelled();
      context.progress(table + "." + column.name(), columns.size(), schema.columns().size());
      var known = known(context, table, column.name());
      long values = distinct.getOrDefault(column.name(), 0L);
      if (values > MOST_VALUES) {
        columns.add(about(table, column, rows, values, known));
        continue;
      }
      var counts =
          Frequencies.of(engine.query(Queries.frequencies(table, column.name()), Map.of()));
      var profile = ColumnProfile.of(table, column, counts);
      columns.add(profile);
      if (!profile.quantiles().isEmpty() && profile.distinct() > 2) {
        distributions.add(Distribution.of(table, column.name(), counts));
      }
    }
    return new TableProfile(table, rows, columns);
  }

  private static Map<String, String> known(StageContext context, String table, String column) {
    return context
        .inputs()
        .get(table)
        .table()
        .map(Artifact.TableFacts::metrics)
        .map(m -> m.getOrDefault(column, Map.of()))
        .orElse(Map.of());
  }

  /** About how many values each column has, in one pass. */
  private static Map<String, Long> distinct(Engine.Session engine, String table, Schema schema) {
    Table counts = engine.query(Queries.distinct(table, schema.names()), Map.of());
    var out = new HashMap<String, Long>();
    for (int i = 0; i < schema.columns().size(); i++) {
      out.put(schema.names().get(i), counts.longs("d" + i)[0]);
    }
    return out;
  }

  private static ColumnProfile about(
      String table, Schema.Column column, long rows, long distinct, Map<String, String> known) {
    return ColumnProfile.about(
        table,
        column,
        rows,
        Long.parseLong(known.getOrDefault("nulls", "0")),
        distinct,
        known.getOrDefault("min", ""),
        known.getOrDefault("max", ""));
  }

  private static Coverage coverage(Facts f, StageContext context) {
    Engine.Session engine = context.engine();
    Schema.Type time = engine.schema(f.table()).column(f.time()).orElseThrow().type();
    Table weeks = engine.query(Queries.weeks(f, time), Map.of());
    Table activity = engine.query(Queries.activity(f, time), Map.of());
    return new Coverage(
        f.table(), f.unit(), f.value(), Rows.weeks(weeks, time), Rows.activity(activity));
  }

  private static void write(Exploration e, StageContext context) {
    Engine.Session engine = context.engine();
    engine.define(EdaTables.columns(e));
    context.write("eda_columns", List.of("table_name", "position"), Optional.empty());
    engine.define(EdaTables.distribution(e));
    context.write(
        "eda_distribution", List.of("table_name", "column_name", "bin"), Optional.empty());
    e.coverage()
        .ifPresent(
            c -> {
              engine.define(EdaTables.coverage(c));
              engine.define("eda_coverage", Queries.COVERAGE, Map.of());
              context.write("eda_coverage", List.of("week"), Optional.empty());
            });
    e.segments()
        .ifPresent(
            s -> {
              engine.define(SegmentReader.levels(s));
              context.write(SegmentReader.LEVELS, List.of("segment", "level"), Optional.empty());
              engine.define(SegmentReader.trend(s));
              context.write(
                  SegmentReader.TREND, List.of("segment", "level", "week"), Optional.empty());
            });
    var figures = EdaFigures.of(e);
    figures.forEach(
        (path, plot) -> context.write(path, "image/svg+xml", bytes(Charts.standalone(plot))));
    context.write("EDA_SUMMARY.md", "text/markdown", bytes(EdaSummary.of(e, figures)));
    context.metric("columns", e.columns().size());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
