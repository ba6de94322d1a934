package org.liftgate.modeling.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Observed nodes that move the treatment and reach the outcome through it alone, given others held
 * fixed (Brito and Pearl, 2002; for total effects van der Zander, Textor and Liskiewicz, 2015). An
 * instrument tells a linear effect, or that on those it moves; it needs more than the graph.
 *
 * <p>For each node all minimal sets up to a limit are tried: what is found is an instrument, but
 * some that need a larger set may be missed, as the general search is NP-complete.
 */
public record Instruments(TotalEffect effect) {
  private static final int SETS = 50;

  /**
   * @param given held fixed; empty for none
   */
  public record Instrument(String node, SortedSet<String> given) {}

  /** One for each node that serves, with the fewest others held fixed, the barest first. */
  public List<Instrument> all() {
    var out = new ArrayList<Instrument>();
    if (effect.possible()) {
      effect.allowed().stream().forEach(w -> of(w).ifPresent(out::add));
    }
    out.sort(
        Comparator.comparingInt((Instrument i) -> i.given().size())
            .thenComparing(Instrument::node));
    return out;
  }

  private Optional<Instrument> of(int w) {
    BitSet allowed = effect.allowed();
    allowed.clear(w);
    return Separators.of(effect.cut(), w, effect.y(), allowed).minimal(SETS).stream()
        .filter(z -> serves(w, z))
        .min(Comparator.comparingInt(BitSet::cardinality))
        .map(
            z -> new Instrument(effect.graph().names(Dag.set(w)).first(), effect.graph().names(z)));
  }

  /** Whether w, given z, goes with the treatment and not with what else moves the outcome. */
  boolean serves(int w, BitSet z) {
    return effect.cut().separated(Dag.set(w), Dag.set(effect.y()), z)
        && !effect.cut().separated(Dag.set(w), Dag.set(effect.x()), z);
  }
}
