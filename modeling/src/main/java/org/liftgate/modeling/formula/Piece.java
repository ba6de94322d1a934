package org.liftgate.modeling.formula;

import java.util.List;
import java.util.Set;

/** What a term is a product of. */
sealed interface Piece {

  /** Names the piece: two of the same label are one. */
  String label();

  void columns(Set<String> into);

  /** One column of numbers. */
  record Numeric(Expression of) implements Piece {
    @Override
    public String label() {
      return of.label();
    }

    @Override
    public void columns(Set<String> into) {
      of.columns(into);
    }
  }

  /** Powers 1 to degree, not orthogonalised. */
  record Powers(Expression of, int degree) implements Piece {
    @Override
    public String label() {
      return "poly(%s, %d)".formatted(of.label(), degree);
    }

    @Override
    public void columns(Set<String> into) {
      of.columns(into);
    }
  }

  /**
   * One 0/1 column for each level.
   *
   * @param references levels left out; when empty, the first level is left out where the term
   *     without this piece is in the model
   * @param all keeps every level but the references
   * @param at position of the references in the formula
   */
  record Levels(String column, List<String> references, boolean all, int at) implements Piece {
    @Override
    public String label() {
      return Formula.quoted(column);
    }

    @Override
    public void columns(Set<String> into) {
      into.add(column);
    }
  }
}
