package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.graph.CausalGraph;
import org.liftgate.modeling.graph.GraphText;
import org.liftgate.modeling.graph.Identification;
import org.liftgate.modeling.graph.IndependenceTest;
import org.liftgate.modeling.graph.TotalEffect;

/**
 * {@code modeling.graph}: what a causal graph says of an effect before anything is estimated.
 * Writes {@code graph_nodes_<stage>}, {@code graph_edges_<stage>}, {@code adjustment_sets_<stage>},
 * {@code implications_<stage>} (each held against the data) and {@code identification_<stage>}, one
 * row with the formula, or why there is none, and whether the columns the analysis holds fixed
 * close what must be closed. Where the effect cannot be told, {@code estimates_<stage>} has a row
 * that says so, for the verdict.
 */
public final class GraphStage implements StageKind<GraphStage.Parameters> {

  private static final String EFFECT = "effect";

  /** What the pipeline says. */
  public record Parameters(
      @Doc(
              "The graph: edges such as cost -> price, hidden causes as u [unobserved] or a <-> b;"
                  + " or DOT or GML text; or a file of the pipeline, such as graph/model.dot")
          String graph,
      @Doc("Table with a column for each observed node") String table,
      @Doc("Node of the treatment") String treatment,
      @Doc("Node of the outcome") String outcome,
      @Doc("Nodes the analysis holds fixed") @Default("[]") List<String> controls,
      @Doc("Column of a node, where both have other names") @Default("{}")
          Map<String, String> columns,
      @Doc("How implications are tested: boosting, linear or fisher") @Default("boosting")
          IndependenceTest.Method test,
      @Doc("Rows the tests draw at most") @Default("5000") int rows,
      @Doc("Adjustment sets listed at most") @Default("50") int sets) {
    public Parameters {
      controls = List.copyOf(controls);
      columns = Map.copyOf(columns);
    }
  }

  @Override
  public String name() {
    return "modeling.graph";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public boolean pure() {
    return true;
  }

  @Override
  public boolean random() {
    return true;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public List<Problem> problems(Parameters p, Map<String, String> files) {
    return GraphSource.problems(p.graph(), files);
  }

  @Override
  public void run(Parameters p, StageContext context) {
    List<String> names = context.engine().schema(p.table()).names();
    var known = new TreeSet<>(names);
    known.addAll(p.columns().keySet());
    GraphSource source = GraphSource.of(p.graph(), context::folder);
    CausalGraph graph = GraphText.parse(source.name(), source.text(), known);
    check(p, graph, names);
    var effect = new TotalEffect(graph, p.treatment(), p.outcome());
    var found = Identification.of(effect);
    var tables = new GraphTables(p, context, effect, found);
    tables.nodes();
    tables.edges();
    tables.sets();
    tables.identification();
    new ImplicationTable(p, context, graph).write();
    estimates(p, context, found);
  }

  private static void check(Parameters p, CausalGraph graph, List<String> names) {
    var problems = new ArrayList<Problem>();
    List<String> nodes = graph.nodes().stream().map(CausalGraph.Node::name).toList();
    List<String> seen = nodes.stream().filter(graph::observed).toList();
    node("treatment", p.treatment(), seen, problems);
    node("outcome", p.outcome(), seen, problems);
    p.controls().forEach(c -> node("controls", c, nodes, problems));
    p.columns()
        .forEach(
            (node, column) -> {
              node("columns", node, nodes, problems);
              node("columns." + node, column, names, problems);
            });
    if (p.treatment().equals(p.outcome())) {
      problems.add(
          Problem.of(
              "outcome",
              p.outcome(),
              "must not be the treatment",
              "Maybe another node was meant."));
    }
    if (p.rows() < 50 || p.sets() < 1) {
      problems.add(
          Problem.of(
              "rows and sets",
              p.rows() + " and " + p.sets(),
              "must be at least 50 and 1",
              "Maybe leave them out."));
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("the causal model cannot be used", problems);
    }
  }

  private static void node(String name, String value, List<String> known, List<Problem> problems) {
    if (!known.contains(value)) {
      problems.add(
          Problem.of(name, value, "must be one of " + known, Problem.didYouMean(value, known)));
    }
  }

  /** Estimates whose effect a graph of the run says cannot be told have no number. */
  static List<Estimated> identified(List<Estimated> all) {
    return all.stream()
        .map(e -> untold(e, all).filter(_ -> e.value().isPresent()).map(e::without).orElse(e))
        .toList();
  }

  private static Optional<Estimate.Missing> untold(Estimated e, List<Estimated> all) {
    return all.stream()
        .filter(g -> g.term().equals(EFFECT))
        .filter(g -> g.treatment().equals(e.treatment()) && g.outcome().equals(e.outcome()))
        .flatMap(g -> g.estimate().stream())
        .filter(Estimate.Missing.class::isInstance)
        .map(Estimate.Missing.class::cast)
        .filter(m -> m.reason() == Estimate.Reason.NOT_IDENTIFIED)
        .findFirst();
  }

  private static void estimates(Parameters p, StageContext context, Identification found) {
    var rows = new ArrayList<List<@Nullable Object>>();
    if (!found.identified()) {
      var missing =
          new Estimate.Missing(
              EFFECT, Estimate.Reason.NOT_IDENTIFIED, found.reason() + " " + found.nextStep());
      rows.add(
          WeeklyData.row(
                  context,
                  "graph",
                  Profile.DEFENDED,
                  p.treatment(),
                  p.outcome(),
                  0,
                  Grade.ASSOCIATIONAL)
              .with(missing));
    }
    EstimateTable.write(context, Schema.Type.INTEGER, rows);
  }
}
