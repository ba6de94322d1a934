package org.liftgate.modeling.formula;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.formula.ModelFrame.Beside;
import org.liftgate.modeling.formula.ModelFrame.Effect;

/** Evaluates a formula on a table. */
final class FrameBuilder {
  private final Formula formula;
  private final Table data;
  private final Beside beside;
  private final List<String> notes = new ArrayList<>();

  FrameBuilder(Formula formula, Table data, Beside beside) {
    this.formula = formula;
    this.data = data;
    this.beside = beside;
  }

  ModelFrame build() {
    var kept = new KeptRows(data, beside.columns(formula));
    double[] outcome = formula.outcome().evaluate(data);
    kept.finite(formula.outcomeLabel(), outcome);
    Map<String, double[]> numbers = numbers(kept);
    double[] weights = beside.weights().map(w -> weights(w, kept)).orElse(new double[0]);
    int[] rows = kept.rows();
    notes.addAll(kept.notes());
    var design = new DesignColumns(formula, data, rows, numbers);
    design.add(formula.terms());
    notes.addAll(design.notes());
    return new ModelFrame(
        formula.outcomeLabel(),
        KeptRows.take(outcome, rows),
        design.names(),
        design.terms(),
        design.columns(),
        formula.intercept(),
        weights.length == 0 ? weights : KeptRows.take(weights, rows),
        formula.effects().stream().map(columns -> effect(columns, rows)).toList(),
        clusters(rows),
        rows,
        notes);
  }

  /** Each numeric piece evaluated once, by its label; rows where it is not finite are left out. */
  private Map<String, double[]> numbers(KeptRows kept) {
    var numbers = new LinkedHashMap<String, double[]>();
    for (Term term : formula.terms()) {
      for (Piece piece : term.pieces()) {
        Expression of =
            switch (piece) {
              case Piece.Numeric(Expression e) -> e;
              case Piece.Powers(Expression e, int _) -> e;
              case Piece.Levels _ -> null;
            };
        if (of != null && !numbers.containsKey(piece.label())) {
          double[] values = of.evaluate(data);
          numbers.put(piece.label(), values);
          kept.finite(of.label(), values);
        }
      }
    }
    return numbers;
  }

  private double[] weights(String column, KeptRows kept) {
    double[] values = data.doubles(column);
    for (int i = 0; i < values.length; i++) {
      if (kept.kept(i) && values[i] < 0) {
        throw LiftgateException.input(
            Problem.of(
                column,
                String.valueOf(values[i]),
                "must be at least 0 to serve as weights; data row %,d is not".formatted(i + 1),
                ""));
      }
    }
    kept.positive(column, values);
    return values;
  }

  private Effect effect(List<String> columns, int[] rows) {
    List<FactorLevels> parts =
        columns.stream().map(c -> FactorLevels.of(data.column(c), rows)).toList();
    int[] codes = parts.get(0).codes();
    for (FactorLevels next : parts.subList(1, parts.size())) {
      codes = Codes.pairs(codes, next.codes());
    }
    int levels = 1 + Arrays.stream(codes).max().orElse(-1);
    String name = String.join("^", columns.stream().map(Formula::quoted).toList());
    return new Effect(name, codes, levels, label(parts, codes));
  }

  /** Looked for only when a message needs it. */
  private static IntFunction<String> label(List<FactorLevels> parts, int[] codes) {
    return code -> {
      int row = 0;
      while (codes[row] != code) {
        row++;
      }
      int first = row;
      return parts.stream().map(p -> p.labels()[p.codes()[first]]).collect(Collectors.joining("^"));
    };
  }

  private Map<String, int[]> clusters(int[] rows) {
    var all = new LinkedHashMap<String, int[]>();
    for (String column : beside.clusters()) {
      all.put(column, FactorLevels.of(data.column(column), rows).codes());
    }
    return all;
  }
}
