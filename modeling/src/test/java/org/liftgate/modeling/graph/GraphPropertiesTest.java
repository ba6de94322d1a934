package org.liftgate.modeling.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class GraphPropertiesTest {

  @Property(tries = 150)
  void separationIsThatOfPathsListed(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 7) int n,
      @ForAll @DoubleRange(min = .1, max = .6) double density) {
    CausalGraph graph = RandomGraphs.draw(seed, n, density, 0, .1);
    BruteForce brute = BruteForce.of(graph);
    var rest = new ArrayList<>(RandomGraphs.names(graph));
    rest.removeAll(List.of("a", "b"));
    for (List<String> given : RandomGraphs.subsets(rest)) {
      boolean separated = brute.separated("a", "b", given);
      assertThat(graph.separated(Set.of("a"), Set.of("b"), given)).isEqualTo(separated);
      List<Path> open = graph.openPaths("a", "b", given, 10_000);
      assertThat(open)
          .hasSize((int) brute.paths("a", "b").stream().filter(p -> brute.open(p, given)).count());
      assertThat(open.stream().map(p -> p.nodes().size()).toList()).isSorted();
    }
  }

  @Property(tries = 200)
  void adjustmentSetsAreAllThatAreValidAndMinimal(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 7) int n,
      @ForAll @DoubleRange(min = .1, max = .6) double density) {
    CausalGraph graph = RandomGraphs.draw(seed, n, density, .25, .08);
    BruteForce brute = BruteForce.of(graph);
    var rest = new ArrayList<>(RandomGraphs.names(graph));
    rest.removeAll(List.of("a", "b"));
    rest.removeIf(v -> !graph.observed(v));
    var valid = new HashSet<Set<String>>();
    var backdoor = new Backdoor(new TotalEffect(graph, "a", "b"));
    for (List<String> z : RandomGraphs.subsets(rest)) {
      boolean adjusts = brute.adjusts("a", "b", z);
      assertThat(backdoor.check(z, 1).valid()).isEqualTo(adjusts);
      if (adjusts) {
        valid.add(new TreeSet<>(z));
      }
    }
    List<Set<String>> minimal =
        valid.stream()
            .filter(z -> valid.stream().noneMatch(o -> o.size() < z.size() && z.containsAll(o)))
            .toList();
    Backdoor.Sets found = backdoor.minimal(1_000);
    assertThat(found.complete()).isTrue();
    assertThat(found.sets())
        .containsExactlyInAnyOrderElementsOf(minimal.stream().map(TreeSet::new).toList());
    assertThat(backdoor.exists()).isEqualTo(!valid.isEmpty());
    assertThat(backdoor.minimum().map(Set::size))
        .isEqualTo(minimal.stream().map(Set::size).min(Comparator.naturalOrder()));
    backdoor.minimum().ifPresent(m -> assertThat(valid).contains(m));
    assertThat(backdoor.maximal().map(Set::size))
        .isEqualTo(valid.stream().map(Set::size).max(Comparator.naturalOrder()));
    assertThat(backdoor.unblocked(1).isEmpty()).isEqualTo(!valid.isEmpty());
  }
}
