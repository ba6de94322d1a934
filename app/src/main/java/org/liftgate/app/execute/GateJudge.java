package org.liftgate.app.execute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.liftgate.app.plan.StageKey;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.Manifest;
import org.liftgate.kernel.Manifest.GateResult;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Stage;

/** Runs the gates of a stage, each under a key of its own: a new threshold re-runs gates only. */
final class GateJudge {
  private final StageWork work;
  private final Platform platform;

  GateJudge(StageWork work) {
    this.work = work;
    this.platform = work.run.platform();
  }

  /** What one gate found, as kept in the cache; severity is not part of it. */
  record Found(List<Gate.Outcome> outcomes, List<Optional<Artifact>> quarantine) {}

  List<GateResult> judge() {
    var results = new ArrayList<GateResult>();
    for (String id : work.stage.gates()) {
      Gate gate = work.run.loaded().pipeline().gate(id).orElseThrow();
      results.addAll(judge(gate, platform.catalog().gates().get(gate.uses())));
    }
    return results;
  }

  private List<GateResult> judge(Gate gate, GateKind<?> kind) {
    StageKey keys = work.run.keys();
    var visible = Stream.concat(work.inputs.stream(), work.outputs.stream()).toList();
    String key = keys.of(kind, gate, visible);
    Found found =
        platform
            .journal()
            .memory()
            .cached(key)
            .filter(_ -> !work.run.options().force())
            .map(b -> Json.read(b, Found.class))
            .filter(this::intact)
            .orElse(null);
    if (found == null) {
      found = check(gate, kind);
      platform.journal().memory().cache(key, work.run.id(), Json.text(found));
    }
    var results = new ArrayList<GateResult>();
    Gate.Severity severity = severity(gate, work.stage, work.run.row().profile());
    for (int i = 0; i < found.outcomes().size(); i++) {
      Gate.Outcome o = found.outcomes().get(i);
      results.add(
          new GateResult(
              gate.id(),
              gate.uses(),
              gate.on(),
              severity,
              o.status(severity),
              o,
              found.quarantine().get(i)));
    }
    return results;
  }

  /** What the original does not pass must not stop a run that defends another answer. */
  static Gate.Severity severity(Gate gate, Stage stage, Profile run) {
    boolean beside =
        run == Profile.DEFENDED && stage.profile().equals(Optional.of(Profile.PUBLISHED));
    return beside ? Gate.Severity.WARN : gate.severity();
  }

  private boolean intact(Found found) {
    return found.quarantine().stream().flatMap(Optional::stream).allMatch(platform.store()::intact);
  }

  private Found check(Gate gate, GateKind<?> kind) {
    List<Gate.Outcome> outcomes = Kinds.check(kind, gate, work.context);
    var copies = new ArrayList<Optional<Artifact>>();
    for (Gate.Outcome o : outcomes) {
      String name =
          "quarantine/"
              + gate.id()
              + o.group().map(g -> "/" + g.replaceAll("[^A-Za-z0-9_-]", "_")).orElse("");
      copies.add(
          o.passed()
              ? Optional.empty()
              : o.quarantine().map(select -> work.context.quarantine(name, select)));
    }
    return new Found(outcomes, copies);
  }

  /** Gates that stop the run: a whole-table failure, or a grouped gate no group of which passed. */
  static List<Problem> stopping(List<GateResult> results) {
    return results.stream()
        .filter(r -> r.status() == Gate.Status.FAIL)
        .filter(r -> r.outcome().group().isEmpty() || noGroupLeft(r, results))
        .map(
            r ->
                new Problem(
                    "",
                    java.util.OptionalLong.empty(),
                    java.util.OptionalLong.empty(),
                    r.gate(),
                    Optional.empty(),
                    r.outcome().message(),
                    r.quarantine()
                        .map(q -> "Maybe look at the rows: ./liftgate get RUN " + q.name())
                        .orElse("")))
        .toList();
  }

  private static boolean noGroupLeft(GateResult result, List<GateResult> all) {
    return all.stream()
        .filter(r -> r.gate().equals(result.gate()))
        .allMatch(r -> r.status() == Gate.Status.FAIL);
  }

  static Manifest.GateResult withoutQuery(GateResult r) {
    var o = r.outcome();
    return new GateResult(
        r.gate(),
        r.kind(),
        r.table(),
        r.severity(),
        r.status(),
        new Gate.Outcome(
            o.group(), o.passed(), o.measure(), o.threshold(), o.message(), Optional.empty()),
        r.quarantine());
  }
}
