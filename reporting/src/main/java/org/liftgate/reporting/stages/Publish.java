package org.liftgate.reporting.stages;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.Table;
import org.liftgate.reporting.format.Csv;

/**
 * {@code reporting.publish}: lays the report, its figures and the tables asked for into the run's
 * published tree, and hands the marts their rows. Tables go out as Parquet; as CSV too up to a
 * million rows, because no spreadsheet opens more and Parquet keeps the types. A simulated run
 * hands nothing to marts, and each row of its extracts says that it is simulated. A run of the
 * original's recipe hands nothing to marts either: they hold what is defended.
 */
public final class Publish implements StageKind<Publish.Parameters> {
  private static final String RECEIPT = "receipts/publish.json";

  /** What goes out. */
  public record Parameters(
      @Doc("Tables to publish; those the run does not have are named in the receipt")
          List<String> tables,
      @Doc("Table of the panel behind the mart panel_<treatment>; empty for none") @Default("\"\"")
          String panel,
      @Doc("The treatment the marts are about") String treatment,
      @Doc("Marts to fill, each with the table that has its columns") @Default("{}")
          Map<String, String> marts,
      @Doc("The outcome in the panel's mart") @Default("sales") String outcome,
      @Doc("Most rows a table may have to be published as CSV too") @Default("1000000")
          long csvRows) {
    public Parameters {
      tables = List.copyOf(tables);
      marts = Map.copyOf(marts);
    }
  }

  @Override
  public String name() {
    return "reporting.publish";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public boolean pure() {
    return false;
  }

  @Override
  public Set<Reads> reads() {
    return Set.of(Reads.PROFILE);
  }

  @Override
  public boolean gathers() {
    return true;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters parameters, StageContext context) {
    var files = pages(context);
    var tables = new ArrayList<Map<String, @Nullable Object>>();
    var missing = new ArrayList<String>();
    for (String table : parameters.tables()) {
      context.checkCancelled();
      context.progress(table, tables.size(), parameters.tables().size());
      table(table, parameters, context).ifPresentOrElse(tables::add, () -> missing.add(table));
    }
    schema(tables, context);
    boolean real = !context.simulated() && context.profile() == Profile.DEFENDED;
    var marts = real ? marts(parameters, context) : List.<Map<String, Object>>of();
    if (context.profile() == Profile.PUBLISHED) {
      context.note("A run of the original's recipe fills no mart: they hold what is defended.");
    }
    missing.forEach(
        t -> context.note("Table " + t + " is not among the inputs and was not published."));
    receipt(files, tables, missing, marts, context);
  }

  /** Report, summary and figures as they were stored. */
  private static List<String> pages(StageContext context) {
    var files = new ArrayList<String>();
    for (Artifact a : context.inputs().values()) {
      boolean page =
          a.table().isEmpty()
              && (a.name().equals("report.html")
                  || a.name().equals("EDA_SUMMARY.md")
                  || a.name().matches("figures/[A-Za-z0-9_-]+\\.svg"));
      if (page) {
        context.publish(a.name(), context.open(a));
        files.add(a.name());
      }
    }
    if (!files.contains("report.html")) {
      throw LiftgateException.input(
          Problem.of(
              "needs", null, "must bring report.html", "Maybe add the report's stage to `needs`."));
    }
    return files;
  }

  private static Optional<Map<String, @Nullable Object>> table(
      String table, Parameters parameters, StageContext context) {
    Artifact artifact = context.inputs().get(table);
    if (artifact == null || artifact.table().isEmpty()) {
      return Optional.empty();
    }
    String parquet = "tables/" + table + ".parquet";
    String source = context.simulated() ? simulated(table, parquet, context) : table;
    if (!context.simulated()) {
      context.publish(parquet, context.open(artifact));
    }
    long rows = artifact.table().get().rows();
    boolean csv = rows <= parameters.csvRows();
    if (csv) {
      Path file = scratch(context, table + ".csv");
      Csv.write(context.engine().read(source), file);
      context.publish("tables/" + table + ".csv", file);
    }
    return Optional.of(described(table, rows, csv, context.engine().schema(source)));
  }

  /** The table with its mark, written anew; returns the name it has in the engine. */
  private static String simulated(String table, String parquet, StageContext context) {
    String marked = "published_" + table;
    context.engine().define(marked, Queries.marked(table), Map.of());
    Path file = scratch(context, table + ".parquet");
    context.engine().write(marked, List.of(), file); // it stands in its order already
    context.publish(parquet, file);
    return marked;
  }

  private static Map<String, @Nullable Object> described(
      String table, long rows, boolean csv, Schema schema) {
    var facts = new LinkedHashMap<String, @Nullable Object>();
    facts.put("name", table);
    facts.put("rows", rows);
    facts.put("parquet", "tables/" + table + ".parquet");
    facts.put("csv", csv ? "tables/" + table + ".csv" : null);
    facts.put(
        "columns",
        schema.columns().stream()
            .map(
                c -> {
                  var column = new LinkedHashMap<String, Object>();
                  column.put("name", c.name());
                  column.put("type", c.type().name().toLowerCase(java.util.Locale.ROOT));
                  column.put("unit", Csv.unit(c));
                  return column;
                })
            .toList());
    return facts;
  }

  private static void schema(List<Map<String, @Nullable Object>> tables, StageContext context) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("pipeline", context.pipeline().name());
    schema.put("profile", context.profile().word());
    schema.put("simulated", context.simulated());
    schema.put("tables", tables);
    schema.put(
        "notes",
        List.of(
            Csv.NOTE,
            "A table without csv has more rows than a spreadsheet opens; read its Parquet."));
    Path file = scratch(context, "schema.json");
    write(file, JsonText.of(schema));
    context.publish("schema.json", file);
  }

  private static List<Map<String, Object>> marts(Parameters parameters, StageContext context) {
    var marts = new ArrayList<Map<String, Object>>();
    new TreeMap<>(parameters.marts())
        .forEach(
            (mart, table) -> {
              context.checkCancelled();
              if (context.inputs().containsKey(table)) {
                marts.add(mart(mart, context.engine().read(table), context));
              } else {
                context.note(
                    "Table " + table + " is not among the inputs; the mart " + mart + " has none.");
              }
            });
    if (context.inputs().containsKey(parameters.panel())) {
      Table panel =
          context
              .engine()
              .query(Queries.panelMart(parameters.panel(), parameters.outcome()), Map.of());
      marts.add(mart("panel_" + parameters.treatment(), panel, context));
    }
    return marts;
  }

  private static Map<String, Object> mart(String mart, Table rows, StageContext context) {
    context.mart(mart, rows);
    var facts = new LinkedHashMap<String, Object>();
    facts.put("mart", mart);
    facts.put("rows", (long) rows.rows());
    return facts;
  }

  private static void receipt(
      List<String> files,
      List<Map<String, @Nullable Object>> tables,
      List<String> missing,
      List<Map<String, Object>> marts,
      StageContext context) {
    var receipt = new LinkedHashMap<String, @Nullable Object>();
    receipt.put("target", context.run().get("published"));
    receipt.put("simulated", context.simulated());
    receipt.put("files", files);
    receipt.put(
        "tables",
        tables.stream()
            .map(
                t -> {
                  var line = new LinkedHashMap<String, @Nullable Object>();
                  line.put("name", t.get("name"));
                  line.put("rows", t.get("rows"));
                  return line;
                })
            .toList());
    receipt.put("missing", missing);
    receipt.put("marts", marts);
    context.write(
        RECEIPT, "application/json", JsonText.of(receipt).getBytes(StandardCharsets.UTF_8));
  }

  private static Path scratch(StageContext context, String name) {
    return context.scratch().resolve(name);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
