package org.liftgate.modeling.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Table;

/** Lays a formula's terms out as columns. */
final class DesignColumns {
  /** 0/1 columns laid out at most. */
  private static final int MOST_COLUMNS = 5_000;

  private final Formula formula;
  private final Table data;
  private final int[] rows;
  private final Map<String, double[]> numbers;
  private final Map<String, FactorLevels> factors = new HashMap<>();
  private final List<Named> laidOut = new ArrayList<>();
  private final List<String> terms = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  private record Named(String name, double[] values) {}

  DesignColumns(Formula formula, Table data, int[] rows, Map<String, double[]> numbers) {
    this.formula = formula;
    this.data = data;
    this.rows = rows;
    this.numbers = numbers;
  }

  void add(List<Term> all) {
    for (Term term : all) {
      List<Named> columns = List.of();
      for (Piece piece : term.pieces()) {
        columns = times(columns, columns(term, piece));
      }
      laidOut.addAll(columns);
      columns.forEach(c -> terms.add(term.label()));
    }
  }

  List<String> names() {
    return laidOut.stream().map(Named::name).toList();
  }

  List<String> terms() {
    return terms;
  }

  double[][] columns() {
    return laidOut.stream().map(Named::values).toArray(double[][]::new);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Columns of the first piece vary fastest. */
  private static List<Named> times(List<Named> left, List<Named> right) {
    if (left.isEmpty()) {
      return right;
    }
    var all = new ArrayList<Named>();
    for (Named b : right) {
      for (Named a : left) {
        var product = new double[a.values.length];
        Arrays.setAll(product, i -> a.values[i] * b.values[i]);
        all.add(new Named(a.name + ":" + b.name, product));
      }
    }
    return all;
  }

  private List<Named> columns(Term term, Piece piece) {
    return switch (piece) {
      case Piece.Numeric _ -> List.of(new Named(piece.label(), values(piece)));
      case Piece.Powers(Expression _, int degree) -> powers(piece, degree);
      case Piece.Levels levels -> dummies(term, levels);
    };
  }

  private double[] values(Piece piece) {
    return KeptRows.take(numbers.get(piece.label()), rows);
  }

  private List<Named> powers(Piece piece, int degree) {
    notes.add(piece.label() + " stands for raw powers, not for R's orthogonal polynomials.");
    double[] x = values(piece);
    var all = new ArrayList<Named>();
    for (int d = 1; d <= degree; d++) {
      int power = d;
      var column = new double[x.length];
      Arrays.setAll(column, i -> Math.pow(x[i], power));
      all.add(new Named(piece.label() + d, column));
    }
    return all;
  }

  private List<Named> dummies(Term term, Piece.Levels piece) {
    FactorLevels levels =
        factors.computeIfAbsent(piece.column(), name -> FactorLevels.of(data.column(name), rows));
    boolean contrast = !piece.all() && formula.has(term.without(piece));
    Set<String> out = new LinkedHashSet<>(piece.references());
    check(piece, levels, out);
    if (contrast && levels.labels().length > 0) {
      out.add(levels.labels()[0]);
      notes.add(
          "The reference of %s is %s, its first level."
              .formatted(piece.label(), levels.labels()[0]));
    }
    var all = new ArrayList<Named>();
    for (int k = 0; k < levels.labels().length; k++) {
      if (!out.contains(levels.labels()[k])) {
        all.add(new Named(piece.label() + "::" + levels.labels()[k], dummy(levels, k)));
      }
    }
    return all;
  }

  private static double[] dummy(FactorLevels levels, int level) {
    var column = new double[levels.codes().length];
    for (int i = 0; i < column.length; i++) {
      column[i] = levels.codes()[i] == level ? 1 : 0;
    }
    return column;
  }

  private void check(Piece.Levels piece, FactorLevels levels, Set<String> references) {
    List<String> labels = Arrays.asList(levels.labels());
    if (labels.size() > MOST_COLUMNS) {
      throw wrong(
          piece,
          piece.column(),
          "has %,d levels, too many to lay out; at most %,d fit"
              .formatted(labels.size(), MOST_COLUMNS),
          "Maybe absorb it: ... | " + Formula.quoted(piece.column()));
    }
    for (String reference : references) {
      if (!labels.contains(reference)) {
        String hint = Problem.didYouMean(reference, labels);
        String some = String.join(", ", labels.subList(0, Math.min(8, labels.size())));
        throw wrong(
            piece,
            reference,
            "must be a level of " + piece.column(),
            hint.isEmpty() ? "Maybe one of " + some + "." : hint);
      }
    }
  }

  private static LiftgateException wrong(
      Piece.Levels piece, String what, String message, String hint) {
    return LiftgateException.input(
        Problem.of(what, null, message, hint).at("formula", 1, piece.at()));
  }
}
