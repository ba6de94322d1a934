package org.liftgate.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Named typed columns over primitive arrays, all of one length. Immutable by convention. */
public final class Table {

  /** One column. Values where {@link #nulls()} is set are unspecified. */
  public sealed interface Column {
    Schema.Type type();

    int size();

    BitSet nulls();

    /** The value boxed, null where missing: for reports and tests, never for inner loops. */
    default Object boxed(int row) {
      if (nulls().get(row)) {
        return null;
      }
      return switch (this) {
        case Longs c when c.type == Schema.Type.BOOLEAN -> c.values[row] != 0;
        case Longs c -> c.values[row];
        case Doubles c -> c.values[row];
        case Texts c -> c.labels[c.codes[row]];
      };
    }
  }

  /** INTEGER, BOOLEAN (0 or 1) and DATE (days since 1970-01-01), TIMESTAMP (microseconds). */
  public record Longs(Schema.Type type, long[] values, BitSet nulls) implements Column {
    @Override
    public int size() {
      return values.length;
    }
  }

  /** DOUBLE, and DECIMAL read for estimation. */
  public record Doubles(Schema.Type type, double[] values, BitSet nulls) implements Column {
    @Override
    public int size() {
      return values.length;
    }
  }

  /** TEXT as codes into labels. */
  public record Texts(int[] codes, String[] labels, BitSet nulls) implements Column {
    @Override
    public Schema.Type type() {
      return Schema.Type.TEXT;
    }

    @Override
    public int size() {
      return codes.length;
    }
  }

  /** A column as codes 0..K-1 in ascending order of its values, with the value of each code. */
  public record Codes(int[] codes, Object[] labels) {
    public int count() {
      return labels.length;
    }
  }

  private final String name;
  private final Schema schema;
  private final Map<String, Column> columns;
  private final int rows;

  private Table(String name, Schema schema, Map<String, Column> columns, int rows) {
    this.name = name;
    this.schema = schema;
    this.columns = columns;
    this.rows = rows;
  }

  public String name() {
    return name;
  }

  public Schema schema() {
    return schema;
  }

  public int rows() {
    return rows;
  }

  public Optional<Column> find(String column) {
    return Optional.ofNullable(columns.get(column));
  }

  public Column column(String column) {
    return find(column)
        .orElseThrow(
            () ->
                LiftgateException.input(
                    Problem.of(
                        name + "." + column,
                        null,
                        "is missing",
                        "Maybe one of " + columns.keySet() + ".")));
  }

  public long[] longs(String column) {
    return switch (column(column)) {
      case Longs c -> c.values();
      default -> throw wrong(column, "integers");
    };
  }

  /** Numbers as doubles; missing values are NaN. */
  public double[] doubles(String column) {
    return switch (column(column)) {
      case Doubles c -> withNaN(c.values(), c.nulls());
      case Longs c -> withNaN(Arrays.stream(c.values()).asDoubleStream().toArray(), c.nulls());
      case Texts _ -> throw wrong(column, "numbers");
    };
  }

  /** Text values, null where missing. */
  public String[] texts(String column) {
    var c = column(column);
    var out = new String[rows];
    for (int i = 0; i < rows; i++) {
      Object v = c.boxed(i);
      out[i] = v == null ? null : v.toString();
    }
    return out;
  }

  /** Codes 0..K-1 in ascending order of value. Missing values are not allowed. */
  public Codes codes(String column) {
    var c = column(column);
    if (!c.nulls().isEmpty()) {
      throw wrong(column, "values in every row");
    }
    return switch (c) {
      case Longs l -> coded(l.values());
      case Texts t -> {
        String[] sorted = t.labels().clone();
        Arrays.sort(sorted);
        var rank = new int[sorted.length];
        for (int k = 0; k < sorted.length; k++) {
          rank[k] = Arrays.binarySearch(sorted, t.labels()[k]);
        }
        yield new Codes(Arrays.stream(t.codes()).map(k -> rank[k]).toArray(), sorted);
      }
      case Doubles _ -> throw wrong(column, "integers or text");
    };
  }

  /** Values that lie close together are counted; others are sorted and looked up. */
  private static Codes coded(long[] values) {
    var codes = new int[values.length];
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (long v : values) {
      least = Math.min(least, v);
      most = Math.max(most, v);
    }
    long span = values.length == 0 ? 0 : most - least;
    if (span < 0 || span > Math.max(1024L, 4L * values.length)) {
      return searched(values, codes);
    }
    var rank = new int[(int) span + 1];
    for (long v : values) {
      rank[(int) (v - least)] = 1;
    }
    var labels = new ArrayList<Object>();
    for (int k = 0; k < rank.length; k++) {
      if (rank[k] == 1 && values.length > 0) {
        rank[k] = labels.size();
        labels.add(least + k);
      }
    }
    for (int i = 0; i < codes.length; i++) {
      codes[i] = rank[(int) (values[i] - least)];
    }
    return new Codes(codes, labels.toArray());
  }

  private static Codes searched(long[] values, int[] codes) {
    long[] distinct = values.clone();
    Arrays.sort(distinct);
    int count = 0;
    for (long v : distinct) {
      if (count == 0 || distinct[count - 1] != v) {
        distinct[count++] = v;
      }
    }
    int last = 0;
    for (int i = 0; i < codes.length; i++) {
      if (distinct[last] != values[i]) {
        last = Arrays.binarySearch(distinct, 0, count, values[i]);
      }
      codes[i] = last;
    }
    return new Codes(codes, Arrays.stream(distinct, 0, count).boxed().toArray());
  }

  /** The row as values in column order, null where missing. */
  public List<Object> row(int row) {
    var values = new ArrayList<Object>();
    for (Column c : columns.values()) {
      values.add(c.boxed(row));
    }
    return values;
  }

  private LiftgateException wrong(String column, String wanted) {
    return LiftgateException.input(
        Problem.of(
            name + "." + column,
            column(column).type().name(),
            "must hold " + wanted,
            "Maybe cast it in the SQL that makes " + name + "."));
  }

  private static double[] withNaN(double[] values, BitSet nulls) {
    if (nulls.isEmpty()) {
      return values;
    }
    double[] out = values.clone();
    nulls.stream().forEach(i -> out[i] = Double.NaN);
    return out;
  }

  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Collects columns, by whole arrays or row by row. */
  public static final class Builder {
    private final String name;
    private final Map<String, Column> columns = new LinkedHashMap<>();

    private Builder(String name) {
      this.name = name;
    }

    public Builder column(String column, Column values) {
      columns.put(column, values);
      return this;
    }

    public Builder longs(String column, long... values) {
      return column(column, new Longs(Schema.Type.INTEGER, values, new BitSet()));
    }

    public Builder doubles(String column, double... values) {
      return column(column, new Doubles(Schema.Type.DOUBLE, values, new BitSet()));
    }

    public Builder texts(String column, String... values) {
      return column(column, boxed(Schema.Type.TEXT, Arrays.asList(values)));
    }

    /** Rows in the order of the schema; null is missing. */
    public Builder rows(Schema schema, List<? extends List<?>> rows) {
      int k = 0;
      for (Schema.Column c : schema.columns()) {
        int index = k++;
        var values = new ArrayList<Object>(rows.size());
        rows.forEach(r -> values.add(r.get(index)));
        column(c.name(), boxed(c.type(), values));
      }
      return this;
    }

    public Table build() {
      int rows = columns.values().stream().mapToInt(Column::size).findFirst().orElse(0);
      var described = new ArrayList<Schema.Column>();
      columns.forEach(
          (column, values) -> {
            if (values.size() != rows) {
              throw new IllegalArgumentException(
                  "%s.%s has %d values, others %d".formatted(name, column, values.size(), rows));
            }
            described.add(new Schema.Column(column, values.type()));
          });
      return new Table(name, new Schema(described), new LinkedHashMap<>(columns), rows);
    }

    private static Column boxed(Schema.Type type, List<?> values) {
      var nulls = new BitSet();
      int n = values.size();
      switch (type) {
        case TEXT -> {
          var index = new LinkedHashMap<String, Integer>();
          var codes = new int[n];
          for (int i = 0; i < n; i++) {
            Object v = values.get(i);
            if (v == null) {
              nulls.set(i);
            } else {
              codes[i] = index.computeIfAbsent(v.toString(), _ -> index.size());
            }
          }
          return new Texts(codes, index.keySet().toArray(String[]::new), nulls);
        }
        case DOUBLE, DECIMAL -> {
          var out = new double[n];
          for (int i = 0; i < n; i++) {
            if (values.get(i) instanceof Number v) {
              out[i] = v.doubleValue();
            } else {
              nulls.set(i);
            }
          }
          return new Doubles(type, out, nulls);
        }
        default -> {
          var out = new long[n];
          for (int i = 0; i < n; i++) {
            switch (values.get(i)) {
              case null -> nulls.set(i);
              case Boolean b -> out[i] = b ? 1 : 0;
              case Number v -> out[i] = v.longValue();
              case java.time.LocalDate d -> out[i] = d.toEpochDay();
              case Object other ->
                  throw new IllegalArgumentException("not a " + type + ": " + other);
            }
          }
          return new Longs(type, out, nulls);
        }
      }
    }
  }
}
