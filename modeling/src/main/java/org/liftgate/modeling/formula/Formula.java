package org.liftgate.modeling.formula;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.liftgate.kernel.Table;

/**
 * A regression formula in the language of R and fixest, read against the columns of a table:
 *
 * <ul>
 *   <li>{@code y ~ x1 + x2}, {@code log(y) ~ ...}; {@code 0} or {@code -1} takes the intercept out;
 *       {@code .} is every other column
 *   <li>{@code i(month)}, {@code i(f, ref = 2)}, {@code i(f, x)}: a 0/1 column for each level,
 *       named {@code month::2}. A column of text is such a factor by itself ({@code colour::red});
 *       its first level in sorted order is the reference, as R has it
 *   <li>{@code a:b} products, {@code a*b} for a + b + a:b; {@code (a + b):c}
 *   <li>{@code I(x^2 / 2)}, {@code log(x)}, {@code exp}, {@code sqrt}, {@code abs}
 *   <li>{@code poly(x, 2)}: the raw powers x and x^2 ({@code poly(x, 2)1}, {@code poly(x, 2)2}),
 *       not R's orthogonal ones
 *   <li>{@code | unit + week + store^week}: absorbed effects
 *   <li>{@code `a name`}: any column's name in backquotes
 * </ul>
 */
public final class Formula {
  /** The name of the constant. */
  public static final String INTERCEPT = "(Intercept)";

  static final String BACKQUOTES = "Maybe a column's name in `backquotes` was meant.";

  private final String text;
  private final Expression outcome;
  private final List<Term> terms;
  private final boolean intercept;
  private final List<List<String>> effects;

  Formula(
      String text,
      Expression outcome,
      List<Term> terms,
      boolean intercept,
      List<List<String>> effects) {
    this.text = text;
    this.outcome = outcome;
    this.terms = List.copyOf(terms);
    this.intercept = intercept;
    this.effects = List.copyOf(effects);
  }

  /**
   * Reads a formula.
   *
   * @throws org.liftgate.kernel.LiftgateException with every problem and its position
   */
  public static Formula parse(String text, Table data) {
    return parse(text, data, data.schema().names());
  }

  /**
   * @param known names of all columns of the data, for "did you mean", where the table holds fewer
   */
  public static Formula parse(String text, Table data, Collection<String> known) {
    return new FormulaParser(text, new Vocabulary(data, known)).parse();
  }

  /** {@code outcome ~ column1 + column2 + ...}. */
  public static Formula of(String outcome, List<String> columns, Table data) {
    String right = columns.stream().map(Formula::quoted).collect(Collectors.joining(" + "));
    return parse(quoted(outcome) + " ~ " + (right.isEmpty() ? "1" : right), data);
  }

  /** The name as a formula takes it: in backquotes where it is no plain name. */
  public static String quoted(String column) {
    return column.matches("[\\p{L}_.][\\p{L}\\p{N}_.]*") && !column.equals(".")
        ? column
        : "`" + column.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  public String text() {
    return text;
  }

  /** The left side, as R prints it. */
  public String outcomeLabel() {
    return outcome.label();
  }

  /** Whether a constant is asked for; absorbed effects take its place. */
  public boolean intercept() {
    return intercept && effects.isEmpty();
  }

  /** Columns of each absorbed effect; several where effects are combined by {@code ^}. */
  public List<List<String>> effects() {
    return effects;
  }

  /** Every column of data it reads. */
  public Set<String> columns() {
    var all = new LinkedHashSet<String>();
    outcome.columns(all);
    terms.forEach(term -> term.pieces().forEach(piece -> piece.columns(all)));
    effects.forEach(all::addAll);
    return all;
  }

  Expression outcome() {
    return outcome;
  }

  List<Term> terms() {
    return terms;
  }

  /** Whether a term of exactly these pieces is in the model; the empty one is the constant. */
  boolean has(Set<String> labels) {
    return labels.isEmpty()
        ? intercept || !effects.isEmpty()
        : terms.stream().anyMatch(t -> t.labels().equals(labels));
  }

  @Override
  public String toString() {
    return text;
  }
}
