package org.liftgate.engine.duckdb;

import java.util.List;
import java.util.function.Function;

/**
 * One thing that portable SQL must not do.
 *
 * @param id short name
 * @param message what must hold and why
 * @param hint what to write instead
 * @param search the tokens that break it
 */
record LintRule(String id, String message, String hint, Function<Tokens, List<Sql.Token>> search) {

  List<Sql.Token> found(Tokens tokens) {
    return search.apply(tokens);
  }
}
