package org.liftgate.modeling.formula;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.liftgate.kernel.Table;

/**
 * What a formula makes of a table: n rows of numbers, ready for an estimator. Arrays may be the
 * table's own and are not to be written to.
 *
 * @param outcomeName the left side as R prints it
 * @param outcome n finite values
 * @param names k columns as fixest names them; the intercept is not among them
 * @param terms the formula's term each column belongs to
 * @param columns k arrays of n finite values
 * @param intercept whether a constant goes with them; not where effects are absorbed
 * @param weights n values greater than 0; empty without weights
 * @param effects absorbed effects
 * @param clusters codes of n rows by column
 * @param rows 0-based rows of the table, ascending
 * @param notes what was left out, and how names are to be read
 */
public record ModelFrame(
    String outcomeName,
    double[] outcome,
    List<String> names,
    List<String> terms,
    double[][] columns,
    boolean intercept,
    double[] weights,
    List<Effect> effects,
    Map<String, int[]> clusters,
    int[] rows,
    List<String> notes) {

  /**
   * @param name such as {@code store^week}
   * @param codes 0..levels-1, one for each row
   * @param label what the data call a level; parts of a combined effect are joined by {@code ^}
   */
  public record Effect(String name, int[] codes, int levels, IntFunction<String> label) {}

  /**
   * Columns that stand beside the formula.
   *
   * @param weights the column of weights
   * @param clusters columns to cluster by
   */
  public record Beside(Optional<String> weights, List<String> clusters) {
    public static final Beside NOTHING = new Beside(Optional.empty(), List.of());

    public Beside {
      clusters = List.copyOf(clusters);
    }

    public static Beside clusters(List<String> by) {
      return new Beside(Optional.empty(), by);
    }

    /** Every column a formula and these read. */
    public List<String> columns(Formula formula) {
      Set<String> all = new LinkedHashSet<>(formula.columns());
      weights.ifPresent(all::add);
      all.addAll(clusters);
      return new ArrayList<>(all);
    }
  }

  public ModelFrame {
    names = List.copyOf(names);
    terms = List.copyOf(terms);
    effects = List.copyOf(effects);
    clusters = new LinkedHashMap<>(clusters);
    notes = List.copyOf(notes);
  }

  public static ModelFrame of(Formula formula, Table data) {
    return of(formula, data, Beside.NOTHING);
  }

  /**
   * Rows with a missing or infinite value in any column used, or where the formula's arithmetic
   * gives none, are left out with a note.
   *
   * @throws org.liftgate.kernel.LiftgateException when a reference is not among a factor's levels,
   *     when weights are negative or no numbers, or when factors have more levels than fit in
   *     memory
   */
  public static ModelFrame of(Formula formula, Table data, Beside beside) {
    return new FrameBuilder(formula, data, beside).build();
  }

  public ModelFrame withNotes(List<String> all) {
    return new ModelFrame(
        outcomeName,
        outcome,
        names,
        terms,
        columns,
        intercept,
        weights,
        effects,
        clusters,
        rows,
        all);
  }

  public int size() {
    return outcome.length;
  }

  /** The intercept where there is one, then the names of the columns. */
  public List<String> coefficientNames() {
    var all = new ArrayList<String>();
    if (intercept) {
      all.add(Formula.INTERCEPT);
    }
    all.addAll(names);
    return all;
  }

  /** Names of a term's columns. */
  public List<String> columnsOf(Collection<String> chosen) {
    var all = new ArrayList<String>();
    for (int k = 0; k < names.size(); k++) {
      if (chosen.contains(terms.get(k))) {
        all.add(names.get(k));
      }
    }
    return all;
  }
}
