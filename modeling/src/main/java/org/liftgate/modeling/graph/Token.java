package org.liftgate.modeling.graph;

/** A piece of a graph's text and where it stands. */
record Token(Kind kind, String text, long line, long column) {
  enum Kind {
    NAME,
    ARROW,
    SIGN,
    END
  }

  boolean is(String sign) {
    return kind != Kind.NAME && text.equals(sign);
  }

  boolean name() {
    return kind == Kind.NAME;
  }
}
