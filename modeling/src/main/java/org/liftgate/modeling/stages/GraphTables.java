package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.graph.Backdoor;
import org.liftgate.modeling.graph.CausalGraph;
import org.liftgate.modeling.graph.Frontdoor;
import org.liftgate.modeling.graph.Identification;
import org.liftgate.modeling.graph.Instruments;
import org.liftgate.modeling.graph.Path;
import org.liftgate.modeling.graph.TotalEffect;

/** What a graph says, as tables. */
record GraphTables(
    GraphStage.Parameters p, StageContext context, TotalEffect effect, Identification found) {

  void nodes() {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (CausalGraph.Node node : effect.graph().nodes()) {
      String name = node.name();
      rows.add(
          Arrays.<@Nullable Object>asList(
              rows.size() + 1L,
              name,
              node.observed(),
              role(name),
              p.controls().contains(name),
              effect.forbidden().contains(name)));
    }
    StageTable.write(
        context,
        "graph_nodes",
        Schema.of(
            new Column("place", Type.INTEGER),
            new Column("node", Type.TEXT),
            new Column("observed", Type.BOOLEAN),
            new Column("role", Type.TEXT),
            new Column("held", Type.BOOLEAN),
            new Column("forbidden", Type.BOOLEAN)),
        rows,
        "place");
  }

  private String role(String name) {
    if (name.equals(effect.treatment())) {
      return "treatment";
    }
    if (name.equals(effect.outcome())) {
      return "outcome";
    }
    if (found.instrument().filter(name::equals).isPresent()) {
      return "instrument";
    }
    if (effect.mediators().contains(name)) {
      return "mediator";
    }
    return effect.forbidden().contains(name) ? "consequence" : "other";
  }

  void edges() {
    var open = new TreeSet<String>();
    openPaths().stream().findFirst().ifPresent(path -> marked(path, open));
    var rows = new ArrayList<List<@Nullable Object>>();
    for (CausalGraph.Edge e : effect.graph().edges()) {
      rows.add(
          Arrays.<@Nullable Object>asList(
              rows.size() + 1L, e.from(), e.to(), e.both(), open.contains(key(e))));
    }
    StageTable.write(
        context,
        "graph_edges",
        Schema.of(
            new Column("place", Type.INTEGER),
            new Column("from_node", Type.TEXT),
            new Column("to_node", Type.TEXT),
            new Column("both", Type.BOOLEAN),
            new Column("open", Type.BOOLEAN)),
        rows,
        "place");
  }

  /** Paths that nothing closes, else those the analysis leaves open. */
  private List<Path> openPaths() {
    return found.open().isEmpty() ? check().open() : found.open();
  }

  private Backdoor.Check check() {
    return new Backdoor(effect).check(p.controls(), 3);
  }

  private static String key(CausalGraph.Edge e) {
    boolean turn = e.both() && e.from().compareTo(e.to()) > 0;
    return (turn ? e.to() : e.from()) + "\n" + (turn ? e.from() : e.to()) + "\n" + e.both();
  }

  private static void marked(Path path, Collection<String> open) {
    for (int i = 0; i < path.arrows().size(); i++) {
      String a = path.nodes().get(i);
      String b = path.nodes().get(i + 1);
      boolean back = path.arrows().get(i).equals(Path.BACK);
      boolean both = path.arrows().get(i).equals(Path.BOTH);
      open.add(key(new CausalGraph.Edge(back ? b : a, back ? a : b, both)));
    }
  }

  void sets() {
    var rows = new ArrayList<List<@Nullable Object>>();
    var backdoor = new Backdoor(effect);
    Backdoor.Check used = check();
    add(rows, "used", p.controls(), "", used.valid(), why(used));
    backdoor.minimum().ifPresent(s -> add(rows, "minimum", s, "", true, ""));
    Backdoor.Sets minimal = backdoor.minimal(p.sets());
    String rest = minimal.complete() ? "" : "There are more.";
    minimal.sets().forEach(s -> add(rows, "minimal", s, "", true, rest));
    backdoor.maximal().ifPresent(s -> add(rows, "maximal", s, "", true, ""));
    new Frontdoor(effect)
        .minimal(p.sets())
        .sets()
        .forEach(s -> add(rows, "frontdoor", s, "", true, ""));
    new Instruments(effect)
        .all()
        .forEach(i -> add(rows, "instrument", i.given(), i.node(), true, "Needs a linear effect."));
    StageTable.write(
        context,
        "adjustment_sets",
        Schema.of(
            new Column("place", Type.INTEGER),
            new Column("kind", Type.TEXT),
            new Column("nodes", Type.TEXT),
            new Column("size", Type.INTEGER),
            new Column("instrument", Type.TEXT),
            new Column("valid", Type.BOOLEAN),
            new Column("reason", Type.TEXT)),
        rows,
        "place");
  }

  private static void add(
      List<List<@Nullable Object>> rows,
      String kind,
      Collection<String> nodes,
      String instrument,
      boolean valid,
      String reason) {
    rows.add(
        Arrays.<@Nullable Object>asList(
            rows.size() + 1L,
            kind,
            String.join(", ", nodes),
            (long) nodes.size(),
            instrument,
            valid,
            reason));
  }

  private String why(Backdoor.Check check) {
    var out = new ArrayList<String>();
    if (!check.bad().isEmpty()) {
      out.add(
          "%s must not be held fixed: %s moves it on the way to %s."
              .formatted(String.join(", ", check.bad()), effect.treatment(), effect.outcome()));
    }
    if (!check.unobserved().isEmpty()) {
      out.add("%s: not observed.".formatted(String.join(", ", check.unobserved())));
    }
    if (!check.open().isEmpty()) {
      out.add(
          "This stays open: %s."
              .formatted(String.join("; ", check.open().stream().map(Path::text).toList())));
    }
    return out.isEmpty() ? "Every path that is not causal is closed." : String.join(" ", out);
  }

  void identification() {
    Backdoor.Check check = check();
    List<@Nullable Object> row =
        Arrays.<@Nullable Object>asList(
            effect.treatment(),
            effect.outcome(),
            found.way().word(),
            found.identified(),
            found.formula().map(f -> f.text()).orElse(""),
            found.formula().map(f -> f.html()).orElse(""),
            String.join(", ", found.held()),
            found.instrument().orElse(""),
            found.reason(),
            found.nextStep(),
            String.join("; ", found.open().stream().map(Path::text).toList()),
            String.join(", ", p.controls()),
            check.valid(),
            why(check),
            String.join(", ", effect.forbidden()));
    StageTable.write(
        context,
        "identification",
        Schema.of(
            new Column("treatment", Type.TEXT),
            new Column("outcome", Type.TEXT),
            new Column("status", Type.TEXT),
            new Column("identified", Type.BOOLEAN),
            new Column("formula", Type.TEXT),
            new Column("formula_html", Type.TEXT),
            new Column("held", Type.TEXT),
            new Column("instrument", Type.TEXT),
            new Column("reason", Type.TEXT),
            new Column("next_step", Type.TEXT),
            new Column("open_paths", Type.TEXT),
            new Column("controls", Type.TEXT),
            new Column("controls_valid", Type.BOOLEAN),
            new Column("controls_reason", Type.TEXT),
            new Column("forbidden", Type.TEXT)),
        List.of(row));
  }
}
