package org.liftgate.modeling.graph;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.liftgate.kernel.LiftgateException;

/**
 * Reads a causal graph from text: a list of edges ({@code income -> price -> demand; price <->
 * demand; season [unobserved]}), dagitty's {@code dag {...}}, Graphviz' {@code digraph {...}} or
 * GML's {@code graph [...]}; which of them, the text tells. Nodes marked {@code unobserved}, {@code
 * latent} or {@code observed="no"} were never measured.
 */
public final class GraphText {
  private static final Pattern GML = Pattern.compile("(?s)^(.*?\\s)?graph\\s*\\[.*");

  private GraphText() {}

  /** Any names. */
  public static CausalGraph parse(String file, String text) {
    return parse(file, text, List.of());
  }

  /**
   * @param file named in messages
   * @param columns that observed nodes must be among; empty for any
   * @throws LiftgateException with every problem, its line and column
   */
  public static CausalGraph parse(String file, String text, Collection<String> columns) {
    var draft = new Draft(file);
    List<Token> tokens = new Lexer(text, draft).tokens();
    if (GML.matcher(text).matches()) {
      new GmlReader(tokens, draft).read();
    } else {
      new EdgeReader(tokens, draft).read();
    }
    return draft.build(columns);
  }
}
