package org.liftgate.modeling.graph;

import java.util.BitSet;
import java.util.SortedSet;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/**
 * What is asked of a graph: everything that a change of the treatment does to the outcome, by all
 * ways. Holds what the adjustment criterion needs (Perković, Textor, Kalisch and Maathuis, 2018,
 * JMLR 18(220), definition 4): the nodes on causal ways, what follows from them, and the graph
 * without the first arrows of causal ways.
 */
public final class TotalEffect {
  private final CausalGraph graph;
  private final String treatment;
  private final String outcome;
  private final int x;
  private final int y;
  private final BitSet causal;
  private final BitSet forbidden;
  private final Dag cut;

  /**
   * @throws LiftgateException where treatment and outcome are not two observed nodes
   */
  public TotalEffect(CausalGraph graph, String treatment, String outcome) {
    this.graph = graph;
    this.treatment = treatment;
    this.outcome = outcome;
    x = graph.at(treatment);
    y = graph.at(outcome);
    if (x == y) {
      throw LiftgateException.input(
          Problem.of(
              "outcome", outcome, "must not be the treatment", "Maybe another node was meant."));
    }
    causal = graph.dag().descendants(Dag.set(x));
    causal.and(graph.dag().ancestors(Dag.set(y)));
    causal.clear(x);
    forbidden = graph.dag().descendants(causal);
    forbidden.set(x);
    forbidden.set(y);
    cut = graph.dag().without(x, causal);
  }

  public CausalGraph graph() {
    return graph;
  }

  public String treatment() {
    return treatment;
  }

  public String outcome() {
    return outcome;
  }

  /** Whether any way leads from treatment to outcome. */
  public boolean possible() {
    return !causal.isEmpty();
  }

  /** Nodes on ways from treatment to outcome, without both. */
  public SortedSet<String> mediators() {
    SortedSet<String> out = graph.names(causal);
    out.remove(outcome);
    return out;
  }

  /** What must never be held fixed: what the treatment moves on its way to the outcome. */
  public SortedSet<String> forbidden() {
    SortedSet<String> out = graph.names(forbidden);
    out.remove(treatment);
    out.remove(outcome);
    return out;
  }

  int x() {
    return x;
  }

  int y() {
    return y;
  }

  /** Without arrows that begin a causal way. */
  Dag cut() {
    return cut;
  }

  BitSet barred() {
    return (BitSet) forbidden.clone();
  }

  /** Observed nodes that may be held fixed. */
  BitSet allowed() {
    BitSet out = graph.observed();
    out.andNot(forbidden);
    return out;
  }
}
