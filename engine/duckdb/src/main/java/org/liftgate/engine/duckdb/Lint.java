package org.liftgate.engine.duckdb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** Whether a SELECT gives the same on every engine and at every thread count. */
final class Lint {
  private Lint() {}

  /** All that is wrong with a file, by line; empty when it may run. */
  static List<Problem> check(Connected db, String file, String select) {
    var problems = new ArrayList<Problem>();
    try {
      References.parse(db, Parameters.blank(bare(select)));
    } catch (LiftgateException e) {
      if (e.code() != LiftgateException.Code.INPUT) {
        throw e;
      }
      e.problems().forEach(p -> problems.add(p.at(file, p.line().orElse(1), 0)));
      return problems;
    }
    var tokens = new Tokens(Sql.tokens(select));
    for (LintRule rule : LintRules.ALL) {
      for (Sql.Token at : rule.found(tokens)) {
        long column = at.start() - select.lastIndexOf('\n', at.start() - 1);
        problems.add(
            Problem.of(at.text(), null, rule.message(), rule.hint()).at(file, at.line(), column));
      }
    }
    problems.sort(
        Comparator.comparingLong((Problem p) -> p.line().orElse(0))
            .thenComparingLong(p -> p.column().orElse(0)));
    return problems;
  }

  /**
   * The text, when it can be one bare SELECT.
   *
   * @throws LiftgateException when it is empty, starts with another word or holds a semicolon
   */
  static String bare(String select) {
    List<Sql.Token> tokens = Sql.tokens(select);
    if (tokens.isEmpty()) {
      throw LiftgateException.input(notBare("is empty", 1));
    }
    Sql.Token first = tokens.getFirst();
    if (!first.word("SELECT", "WITH")) {
      throw LiftgateException.input(notBare("starts with " + first.text(), first.line()));
    }
    for (Sql.Token token : tokens) {
      if (token.is(";")) {
        throw LiftgateException.input(notBare("holds a semicolon", token.line()));
      }
    }
    return select;
  }

  static Problem notBare(String what, int line) {
    return Problem.of(
            "SQL", null, what + "; it must be one bare SELECT", "Maybe keep only the SELECT.")
        .at("SQL", line, 0);
  }
}
