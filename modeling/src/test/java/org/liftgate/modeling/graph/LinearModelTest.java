package org.liftgate.modeling.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.liftgate.modeling.graph.CausalGraph.Edge;

/** Population algebra of linear models on drawn graphs: no sampling, so nothing is approximate. */
class LinearModelTest {

  /** Total effects and covariance of a linear model on the graph with drawn coefficients. */
  private record Model(List<String> names, double[][] total, double[][] covariance) {
    static Model of(CausalGraph graph, long seed) {
      var random = new SplittableRandom(seed);
      var names = new ArrayList<>(RandomGraphs.names(graph));
      int n = names.size();
      int all = n + (int) graph.edges().stream().filter(Edge::both).count();
      var direct = new double[all][all];
      int next = n;
      for (Edge e : graph.edges()) {
        double b = (random.nextBoolean() ? 1 : -1) * (.4 + random.nextDouble());
        if (e.both()) {
          direct[names.indexOf(e.from())][next] = b;
          direct[names.indexOf(e.to())][next++] = .4 + random.nextDouble();
        } else {
          direct[names.indexOf(e.to())][names.indexOf(e.from())] = b;
        }
      }
      var total = new double[all][all];
      var power = new double[all][all];
      for (int i = 0; i < all; i++) {
        power[i][i] = 1;
      }
      for (int step = 0; step <= all; step++) {
        for (int i = 0; i < all; i++) {
          for (int j = 0; j < all; j++) {
            total[i][j] += power[i][j];
          }
        }
        power = times(power, direct);
      }
      var noise = new double[all];
      for (int i = 0; i < all; i++) {
        noise[i] = .5 + random.nextDouble();
      }
      var covariance = new double[all][all];
      for (int i = 0; i < all; i++) {
        for (int j = 0; j < all; j++) {
          for (int k = 0; k < all; k++) {
            covariance[i][j] += total[i][k] * noise[k] * total[j][k];
          }
        }
      }
      return new Model(names, total, covariance);
    }

    double effect(String x, String y) {
      return total[names.indexOf(y)][names.indexOf(x)];
    }

    /** Covariance of two once others are held fixed. */
    double partial(String a, String b, Iterable<String> given) {
      double[][] c = new double[covariance.length][];
      for (int i = 0; i < c.length; i++) {
        c[i] = covariance[i].clone();
      }
      for (String g : given) {
        int k = names.indexOf(g);
        double[][] next = new double[c.length][c.length];
        for (int i = 0; i < c.length; i++) {
          for (int j = 0; j < c.length; j++) {
            next[i][j] = c[i][j] - c[i][k] * c[k][j] / c[k][k];
          }
        }
        c = next;
      }
      return c[names.indexOf(a)][names.indexOf(b)];
    }
  }

  private static double[][] times(double[][] a, double[][] b) {
    var out = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < a.length; k++) {
        for (int j = 0; j < a.length; j++) {
          out[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return out;
  }

  @Property(tries = 300, seed = "20261123")
  void adjustedSlopesAreTotalEffects(@ForAll long seed, @ForAll @IntRange(min = 3, max = 7) int n) {
    CausalGraph graph = RandomGraphs.draw(seed, n, .4, .2, .08);
    Model model = Model.of(graph, seed);
    double effect = model.effect("a", "b");
    var backdoor = new Backdoor(new TotalEffect(graph, "a", "b"));
    var sets = new ArrayList<>(backdoor.minimal(100).sets());
    backdoor.maximal().ifPresent(sets::add);
    for (var z : sets) {
      double slope = model.partial("a", "b", z) / model.partial("a", "a", z);
      assertThat(slope).as("%s in %s", z, graph.edges()).isCloseTo(effect, within(1e-8));
    }
  }

  @Property(tries = 400, seed = "20261123")
  void ratiosOfInstrumentsAreTotalEffects(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 7) int n) {
    CausalGraph graph = RandomGraphs.draw(seed, n, .35, .1, .1);
    Model model = Model.of(graph, seed);
    var effect = new TotalEffect(graph, "a", "b");
    for (var i : new Instruments(effect).all()) {
      double first = model.partial(i.node(), "a", i.given());
      assertThat(first).isNotCloseTo(0, within(1e-12));
      assertThat(model.partial(i.node(), "b", i.given()) / first)
          .as("%s in %s", i, graph.edges())
          .isCloseTo(model.effect("a", "b"), within(1e-6));
    }
  }

  /** Two-leg products are total effects in linear models. */
  @Property(tries = 400, seed = "20261123")
  void frontdoorsCarryTotalEffects(@ForAll long seed, @ForAll @IntRange(min = 3, max = 6) int n) {
    CausalGraph graph = RandomGraphs.draw(seed, n, .4, .1, .2);
    Model model = Model.of(graph, seed);
    for (var set : new Frontdoor(new TotalEffect(graph, "a", "b")).minimal(20).sets()) {
      double sum = 0;
      for (String z : set) {
        var others = new ArrayList<>(set);
        others.remove(z);
        others.add("a");
        double leg = model.partial("a", z, List.of()) / model.partial("a", "a", List.of());
        sum += leg * model.partial(z, "b", others) / model.partial(z, z, others);
      }
      assertThat(sum)
          .as("%s in %s", set, graph.edges())
          .isCloseTo(model.effect("a", "b"), within(1e-8));
    }
  }
}
