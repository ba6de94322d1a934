package org.liftgate.kernel;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A DAG of stages, written as data.
 *
 * @param question the one question it answers, in plain words
 * @param stages in an order in which each stands after those it needs
 * @param texts long texts by file name, such as {@code README.md}
 */
public record Pipeline(
    String name,
    String version,
    String title,
    String question,
    List<Parameter> parameters,
    List<TableSpec> tables,
    List<Source> sources,
    List<Stage> stages,
    List<Gate> gates,
    List<Assumption> assumptions,
    List<Claim> claims,
    Map<String, String> texts) {

  /** A typed, documented setting of the pipeline; SQL sees it as {@code :name}. */
  public record Parameter(String name, Type type, Object defaultValue, String doc) {
    /** What {@code --set} may give it. */
    public enum Type {
      INTEGER,
      DECIMAL,
      TEXT,
      BOOLEAN
    }
  }

  /**
   * @param key columns in whose order the table is written; empty keeps the order of the source
   * @param role {@code outcome} for facts that a cohort must not see past its as-of time
   * @param time the column that dates a fact, for as-of cuts
   * @param lineNumbers whether the rows stand as in a raw file, so that readers see a column {@code
   *     line_number}
   */
  public record TableSpec(
      String name, List<String> key, String role, Optional<String> time, boolean lineNumbers) {
    public TableSpec(String name, List<String> key, String role, Optional<String> time) {
      this(name, key, role, time, false);
    }

    public boolean outcome() {
      return role.equals("outcome");
    }
  }

  /**
   * A layout of raw files. The layout whose required headers are all present is the one used.
   *
   * @param layout its name, such as {@code kaggle}
   * @param into folder of SQL that turns the files into the pipeline's raw tables
   */
  public record Source(String layout, String into, List<File> files) {
    /**
     * @param table name under which SQL of {@code into} sees it
     * @param names file names that may hold it, first match wins; {@code .gz} may follow
     * @param optional whether a run goes on without it
     */
    public record File(String table, List<String> names, boolean optional, List<Field> fields) {}

    /**
     * @param name column name, and the header it is matched by (case and blanks do not matter)
     * @param aliases other headers it may have
     * @param bounds what its values must keep to
     */
    public record Field(
        String name, Schema.Type type, boolean required, List<String> aliases, Bounds bounds) {
      public Field(String name, Schema.Type type, boolean required, List<String> aliases) {
        this(name, type, required, aliases, Bounds.NONE);
      }
    }

    /**
     * What every value of a field must keep to; missing values do.
     *
     * @param min the least it may be
     * @param max the most it may be
     * @param in {@code table.field} of the same layout that must hold it
     */
    public record Bounds(Optional<BigDecimal> min, Optional<BigDecimal> max, Optional<String> in) {
      public static final Bounds NONE =
          new Bounds(Optional.empty(), Optional.empty(), Optional.empty());

      public boolean none() {
        return min.isEmpty() && max.isEmpty() && in.isEmpty();
      }
    }
  }

  /**
   * @param tests ids of the gates or refuters that test it, empty when it is untestable
   */
  public record Assumption(String id, String sentence, List<String> tests, String mitigation) {}

  /**
   * Something the original states.
   *
   * @param test the stage whose estimate judges it; empty when none can
   * @param holds for which effects the sentence is true; empty when no number decides it
   * @param judgement what a person who knows the original adds
   */
  public record Claim(
      String id, String sentence, String test, String judgement, Optional<Holds> holds) {
    /**
     * A pooled effect and the values for which a sentence is true of it.
     *
     * @param treatment where a stage has effects of several; empty takes the first
     * @param association whether the sentence says what goes with what, not what causes it; an
     *     associational estimate can judge it then
     * @param exactly the one figure stated; above and below are then empty
     */
    public record Holds(
        String outcome,
        String term,
        Optional<String> treatment,
        boolean association,
        Optional<Double> above,
        Optional<Double> below,
        Optional<Double> exactly) {}
  }

  public Optional<TableSpec> table(String table) {
    return tables.stream().filter(t -> t.name().equals(table)).findFirst();
  }

  public Optional<Stage> stage(String id) {
    return stages.stream().filter(s -> s.id().equals(id)).findFirst();
  }

  public Optional<Gate> gate(String id) {
    return gates.stream().filter(g -> g.id().equals(id)).findFirst();
  }
}
