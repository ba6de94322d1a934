package org.liftgate.modeling.formula;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A product of pieces; without any, the intercept. */
record Term(List<Piece> pieces) {
  static final Term INTERCEPT = new Term(List.of());

  Term {
    pieces = List.copyOf(pieces);
  }

  Term times(Term other) {
    var all = new ArrayList<>(pieces);
    Set<String> labels = labels();
    other.pieces.stream().filter(p -> !labels.contains(p.label())).forEach(all::add);
    return new Term(all);
  }

  Set<String> labels() {
    return pieces.stream().map(Piece::label).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  Set<String> without(Piece piece) {
    Set<String> rest = labels();
    rest.remove(piece.label());
    return rest;
  }

  String label() {
    return pieces.isEmpty() ? Formula.INTERCEPT : String.join(":", labels());
  }
}
