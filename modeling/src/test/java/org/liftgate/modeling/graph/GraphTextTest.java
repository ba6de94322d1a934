package org.liftgate.modeling.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

class GraphTextTest {
  private static List<String> problems(String text, String... columns) {
    var thrown =
        catchThrowableOfType(
            LiftgateException.class, () -> GraphText.parse("g", text, List.of(columns)));
    return thrown.problems().stream().map(Problem::sentence).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a -> b -> c; u [latent]; u -> {a c}; b <-> c",
        "a -> b # comment\nb -> c\nu [unobserved]\nc <- u -> a\nc <-> b",
        "dag { a [exposure, pos=\"0,1\"] c [outcome] u [latent] a -> b -> c a <- u -> c b <-> c }",
        "strict digraph \"G\" { rankdir=LR; node [shape=box]; u [observed=\"no\", label=\"x\"]; /* c */ a -> b -> c [style=bold]; u -> a; u -> c; b -> c [dir=both] }",
        "graph [ directed 1 node [ id 0 label \"a\" ] node [ id 1 label \"b\" ] node [ id 2 label \"c\" ] node [ id 9 label \"u\" observed \"no\" ] edge [ source 0 target 1 ] edge [ source 1 target 2 ] edge [ source 9 target 0 ] edge [ source 9 target 2 ] edge [ source 1 target 2 dir \"both\" ] ]"
      })
  void everyFormSaysTheSame(String text) {
    CausalGraph graph = GraphText.parse("g", text, List.of("a", "b", "c"));
    assertThat(graph.nodes().stream().map(CausalGraph.Node::name))
        .containsExactlyInAnyOrder("a", "b", "c", "u");
    assertThat(graph.observed("u")).isFalse();
    assertThat(graph.parents("c")).containsExactly("b", "u");
    assertThat(graph.parents("a")).containsExactly("u");
    assertThat(graph.edges()).hasSize(5);
    assertThat(graph.edges().stream().filter(CausalGraph.Edge::both).count()).isEqualTo(1);
  }

  @Test
  void namesWithBlanksAreQuoted() {
    CausalGraph graph = GraphText.parse("g", "\"unit price\" -> \"said \\\"no\\\"\"");
    assertThat(graph.edges().getFirst().to()).isEqualTo("said \"no\"");
  }

  @Test
  void allThatIsWrongIsToldAtOnceWithItsPlace() {
    assertThat(
            problems(
                "a -> b\nb -> c\nc -> a\nd -> d\na -> b\npryce -> a\nu [laten]",
                "a",
                "b",
                "c",
                "d",
                "price",
                "u"))
        .containsExactly(
            "g:7:4: mark (laten) must be one of [unobserved, latent, u, observed, exposure,"
                + " outcome, adjusted, selected, e, o]\n    Maybe latent was meant.",
            "g:4:1: edge (d -> d) must join two nodes\n    Maybe another node was meant.",
            "g:5:1: edge (a -> b) must stand there once\n    Maybe delete one of them.",
            "g:1:1: graph (a -> b -> c -> a) must have no cycle\n    Maybe one of these arrows"
                + " points the wrong way, or a node needs one copy for each time.",
            "g:6:1: node (pryce) must be a column, or be marked [unobserved]\n"
                + "    Maybe price was meant.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a ->",
        "a -> -> b",
        "{a -> b",
        "a -- b",
        "a [",
        "a ] b",
        "a -> \"b",
        "a @ b",
        "}",
        "{",
        "",
        "a [observed=maybe]",
        "digraph {",
        "graph [",
        "graph [ node [ ] ]",
        "graph [ directed 1 edge [ source 1 target 2 ] ]",
        "graph [ directed 0 ]",
        "-> a",
        "a -> {b",
        "a -> {}",
        "graph [ directed 1 node [ id 1 ] ] ]",
        "graph [ node",
        "a:",
        "a = ",
        "= ="
      })
  void brokenTextIsRefusedWithoutATrace(String text) {
    var thrown = catchThrowableOfType(LiftgateException.class, () -> GraphText.parse("g", text));
    if (thrown != null) {
      assertThat(thrown.problems()).isNotEmpty();
    } else {
      assertThat(text).isIn("a:", "a = ");
    }
  }
}
