package org.liftgate.modeling.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Formulas evaluated on the whole distribution of drawn models with nodes of 0 and 1. */
class GeneralIdentificationTest {

  /** Distribution of all nodes, hidden ones too, as weights of 0/1 patterns. */
  private record World(CausalGraph graph, List<String> names, double[] weights) {
    static World of(CausalGraph graph, long seed, String set, int value) {
      Dag dag = graph.dag();
      int n = dag.size();
      var weights = new double[1 << n];
      for (int m = 0; m < weights.length; m++) {
        double w = 1;
        for (int v = 0; v < n; v++) {
          int key = 0;
          for (int p : dag.parents()[v]) {
            key = 2 * key + (m >> p & 1);
          }
          double one = .1 + .8 * new SplittableRandom(seed * 31 + v * 1009L + key).nextDouble();
          int is = m >> v & 1;
          if (v < graph.nodes().size() && graph.nodes().get(v).name().equals(set)) {
            w *= is == value ? 1 : 0;
          } else {
            w *= is == 1 ? one : 1 - one;
          }
        }
        weights[m] = w;
      }
      return new World(graph, RandomGraphs.names(graph), weights);
    }

    double probability(Map<String, Integer> at, Iterable<String> of) {
      double sum = 0;
      for (int m = 0; m < weights.length; m++) {
        boolean fits = true;
        for (String v : of) {
          fits &= (m >> names.indexOf(v) & 1) == at.get(v);
        }
        sum += fits ? weights[m] : 0;
      }
      return sum;
    }

    double value(Expression e, Map<String, Integer> at) {
      return switch (e) {
        case Expression.Probability p -> {
          var both = new ArrayList<>(p.of());
          both.addAll(p.given());
          yield probability(at, both) / probability(at, p.given());
        }
        case Expression.Product p ->
            p.factors().stream().mapToDouble(f -> value(f, at)).reduce(1, (a, b) -> a * b);
        case Expression.Ratio r -> value(r.above(), at) / value(r.below(), at);
        case Expression.Sum s -> sum(new ArrayList<>(s.over()), s.of(), at);
        case Expression.Mean _, Expression.Covariance _ -> throw new AssertionError("no such");
      };
    }

    private double sum(List<String> over, Expression of, Map<String, Integer> at) {
      if (over.isEmpty()) {
        return value(of, at);
      }
      double sum = 0;
      for (int v = 0; v < 2; v++) {
        var inner = new HashMap<>(at);
        inner.put(over.getLast(), v);
        sum += sum(over.subList(0, over.size() - 1), of, inner);
      }
      return sum;
    }
  }

  private static void holds(CausalGraph graph, Expression formula, long seed) {
    World seen = World.of(graph, seed, "", 0);
    for (int x = 0; x < 2; x++) {
      World set = World.of(graph, seed, "a", x);
      for (int y = 0; y < 2; y++) {
        double truth = set.probability(Map.of("b", y), List.of("b"));
        for (int other = 0; other < 2; other++) {
          var at = new HashMap<String, Integer>();
          for (String v : formula.free()) {
            at.put(v, other);
          }
          at.put("a", x);
          at.put("b", y);
          assertThat(seen.value(formula, at))
              .as("%s", graph.edges())
              .isCloseTo(truth, within(1e-9));
        }
      }
    }
  }

  @Property(tries = 250, seed = "20261123")
  void formulasGiveTheDistributionUnderIntervention(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 5) int n) {
    CausalGraph graph = RandomGraphs.draw(seed, n, .5, .1, .25);
    var effect = new TotalEffect(graph, "a", "b");
    if (effect.possible()) {
      GeneralIdentification.of(effect).ifPresent(f -> holds(graph, f, seed));
    }
  }

  /** Whatever adjustment or a frontdoor tells, the complete method tells too. */
  @Property(tries = 400, seed = "20261123")
  void nothingThatOtherWaysTellIsMissed(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 7) int n) {
    CausalGraph graph = RandomGraphs.draw(seed, n, .4, .15, .15);
    var effect = new TotalEffect(graph, "a", "b");
    if (effect.possible()
        && (new Backdoor(effect).exists() || !new Frontdoor(effect).minimal(1).sets().isEmpty())) {
      assertThat(GeneralIdentification.of(effect)).as("%s", graph.edges()).isPresent();
    }
  }

  @Test
  void theNapkinHasAFormulaThoughNeitherDoorIsOpen() {
    CausalGraph graph = GraphText.parse("napkin", "w -> z -> a -> b; w <-> a; w <-> b");
    var found = Identification.of(new TotalEffect(graph, "a", "b"));
    assertThat(found.way()).isEqualTo(Identification.Way.GENERAL);
    assertThat(found.reason()).contains("Any value of z gives the same");
    var formula = GeneralIdentification.of(new TotalEffect(graph, "a", "b")).orElseThrow();
    var counted = new AtomicInteger();
    for (long seed = 1; seed <= 20; seed++) {
      holds(graph, formula, seed);
      counted.incrementAndGet();
    }
    assertThat(counted.get()).isEqualTo(20);
  }

  @Test
  void aBowHasNone() {
    CausalGraph graph = GraphText.parse("bow", "a -> b; a <-> b");
    assertThat(GeneralIdentification.of(new TotalEffect(graph, "a", "b"))).isEmpty();
  }
}
