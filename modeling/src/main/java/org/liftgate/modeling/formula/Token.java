package org.liftgate.modeling.formula;

/**
 * A piece of a formula's text.
 *
 * @param text the name without its quotes, the number, or the symbol
 * @param at 1-based position
 */
record Token(Kind kind, String text, int at) {
  enum Kind {
    NAME,
    NUMBER,
    STRING,
    SYMBOL,
    END
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }
}
