package org.liftgate.modeling.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.gates.AdjustmentSetGate;
import org.liftgate.modeling.graph.IndependenceTest;
import org.liftgate.testing.TestContext;

class GraphStageTest {
  private static final String GRAPH =
      "income -> price -> demand; income -> demand; cost -> price; region -> income;"
          + " demand -> stock";

  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void open() {
    context = new TestContext(folder);
    context.input(rows());
  }

  @AfterEach
  void close() {
    context.close();
  }

  /** The region moves demand by itself too, which the graph denies. */
  private static Table rows() {
    int n = 600;
    var random = new SplittableRandom(5);
    var v = new double[5][n];
    var region = new String[n];
    for (int i = 0; i < n; i++) {
      int r = random.nextInt(3);
      region[i] = "region " + r;
      v[0][i] = r + random.nextGaussian();
      v[1][i] = random.nextGaussian();
      v[2][i] = v[0][i] + v[1][i] + random.nextGaussian();
      v[3][i] = v[0][i] - 2 * v[2][i] + 2 * r + random.nextGaussian();
      v[4][i] = v[3][i] + random.nextGaussian();
    }
    return Table.named("sales")
        .texts("region", region)
        .doubles("income", v[0])
        .doubles("cost", v[1])
        .doubles("price", v[2])
        .doubles("sold", v[3])
        .doubles("stock", v[4])
        .build();
  }

  private void run(String graph, String... controls) {
    context.run(
        "model",
        new GraphStage(),
        new GraphStage.Parameters(
            graph,
            "sales",
            "price",
            "demand",
            List.of(controls),
            Map.of("demand", "sold"),
            IndependenceTest.Method.LINEAR,
            500,
            10));
  }

  private Gate.Outcome gate() {
    var kind = new AdjustmentSetGate();
    var p = new AdjustmentSetGate.Parameters();
    var gate =
        new Gate(
            "valid-set",
            kind.name(),
            "identification_model",
            Gate.Severity.FAIL,
            List.of(),
            p,
            true);
    return kind.check(p, gate, context).getFirst();
  }

  @Test
  void aGraphIsToldInTablesAndHeldAgainstTheData() {
    run(GRAPH, "income");
    Table id = context.read("identification_model");
    assertThat(id.texts("status")).containsExactly("backdoor");
    assertThat(id.texts("formula"))
        .containsExactly("E[demand | do(price)] = Σ_{income} E[demand | income, price] P(income)");
    assertThat(id.texts("forbidden")).containsExactly("stock");
    assertThat(gate().passed()).isTrue();
    assertThat(context.read("estimates_model").rows()).isZero();

    Table said = context.read("implications_model");
    var verdicts = new java.util.TreeMap<String, String>();
    for (int i = 0; i < said.rows(); i++) {
      verdicts.put(said.texts("implication")[i], said.texts("verdict")[i]);
    }
    assertThat(verdicts).hasSize(9);
    assertThat(verdicts.get("cost ⟂ region")).isEqualTo("not contradicted");
    assertThat(verdicts.entrySet().stream().filter(e -> e.getValue().equals("contradicted")))
        .extracting(Map.Entry::getKey)
        .containsExactly("demand ⟂ region | income", "region ⟂ stock | income");
    assertThat(context.notes).anyMatch(n -> n.contains("500 of 600 rows"));
    assertThat(context.read("graph_nodes_model").texts("role"))
        .containsExactly("other", "treatment", "outcome", "other", "other", "consequence");
    Table sets = context.read("adjustment_sets_model");
    assertThat(sets.texts("kind"))
        .containsExactly("used", "minimum", "minimal", "maximal", "instrument");
    assertThat(sets.texts("nodes")[3]).isEqualTo("cost, income, region");
  }

  @Test
  void aBadControlFailsTheGateByName() {
    run(GRAPH, "income", "stock");
    Gate.Outcome outcome = gate();
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.message())
        .contains("stock must not be held fixed: price moves it on the way to demand.");
  }

  @Test
  void whatIsLeftOpenFailsTheGateAndIsMarked() {
    run(GRAPH);
    assertThat(gate().message())
        .isEqualTo("Held fixed: nothing. This stays open: price ← income → demand.");
    Table edges = context.read("graph_edges_model");
    assertThat(edges.longs("open")).containsExactly(1, 0, 1, 0, 0, 0);
  }

  @Test
  void whatCannotBeToldIsAnEstimateThatIsMissing() {
    run("price -> demand; price <-> demand; income -> demand", "income");
    Table id = context.read("identification_model");
    assertThat(id.texts("status")).containsExactly("none");
    assertThat(id.texts("next_step")[0]).startsWith("Give price by lot");
    Table estimates = context.read("estimates_model");
    assertThat(estimates.texts("missing_reason")).containsExactly("NOT_IDENTIFIED");
    assertThat(estimates.texts("detail")[0]).contains("price ↔ demand");
    Estimated graph = Estimated.of(context, "model").getFirst();
    Estimate number = new Estimate.Value("slope", 1, .1, 99, .001, .8, 1.2);
    for (String outcome : List.of("demand", "stock")) {
      var slope =
          new Estimated(
              "dml",
              "defended",
              "price",
              outcome,
              null,
              "slope",
              Optional.of(number),
              Optional.of(.001),
              100,
              50,
              50,
              50,
              50,
              1,
              100,
              0,
              Grade.ASSOCIATIONAL,
              graph.row());
      assertThat(GraphStage.identified(List.of(graph, slope)).getLast().value().isPresent())
          .isEqualTo(outcome.equals("stock"));
    }
  }

  @Test
  void wrongNamesAreToldTogether() {
    var thrown =
        catchThrowableOfType(
            LiftgateException.class, () -> run("price -> demand; incme -> price", "income"));
    assertThat(thrown.problems().getFirst().sentence())
        .isEqualTo(
            "graph:1:18: node (incme) must be a column, or be marked [unobserved]\n"
                + "    Maybe income was meant.");
    var other = catchThrowableOfType(LiftgateException.class, () -> run("price -> sold", "incom"));
    assertThat(other.problems()).hasSize(3);
    assertThat(Optional.of(other.problems().getFirst().name())).contains("outcome");
  }

  @Test
  void aGraphOfAFileIsTheSameAndItsProblemsNameTheFile() {
    context.pipelineFile("graph/model.dot", "digraph {\n  income -> price -> demand;\n}");
    run("graph/model.dot", "income");
    assertThat(context.read("identification_model").texts("status")).containsExactly("backdoor");
    context.pipelineFile("graph/model.dot", "digraph {\n  incme -> price -> demand;\n}");
    var thrown = catchThrowableOfType(LiftgateException.class, () -> run("graph/model.dot"));
    assertThat(thrown.problems().getFirst().sentence()).startsWith("graph/model.dot:2:3: node");
  }
}
