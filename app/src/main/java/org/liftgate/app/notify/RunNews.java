package org.liftgate.app.notify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.liftgate.app.compare.RunDiff;
import org.liftgate.app.compare.RunRecord;
import org.liftgate.app.document.RunDocument;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.Firing;
import org.liftgate.app.journal.RunHistory.GateOutcome;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.store.RunFolder;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Run;

/**
 * What the end of a run gives people to know, held against the night before.
 *
 * @param firing the firing that started it, where one did
 * @param before the last run before it that ended, well or not
 * @param good the last run before it that succeeded
 * @param errors why stages gave up
 * @param warnings gates that warn now and did not in the last good run
 * @param standing names of gates that warn now and did then
 * @param verdicts estimates whose verdict is another than in the last good run
 */
record RunNews(
    RunRow run,
    Optional<Firing> firing,
    Optional<RunRow> before,
    Optional<RunRow> good,
    List<JsonNode> errors,
    List<GateOutcome> warnings,
    Set<String> standing,
    List<JsonNode> verdicts) {

  static RunNews of(Platform platform, RunRow run) {
    var journal = platform.journal();
    Optional<Firing> firing = journal.firings().ofRun(run.id());
    Optional<RunRow> before = journal.earlier().ended(run, firing);
    Optional<RunRow> good = journal.earlier().succeeded(run, firing);
    boolean well = run.status() == Run.Status.SUCCEEDED;
    var fresh = new ArrayList<GateOutcome>();
    var standing = new TreeSet<String>();
    if (well) {
      var then = new TreeSet<String>();
      good.ifPresent(g -> warning(platform, g).forEach(w -> then.add(name(w))));
      for (GateOutcome w : warning(platform, run)) {
        if (then.contains(name(w))) {
          standing.add(name(w));
        } else {
          fresh.add(w);
        }
      }
    }
    return new RunNews(
        run,
        firing,
        before,
        good,
        well ? List.of() : errors(platform, run),
        fresh,
        standing,
        well && good.isPresent() ? verdicts(platform, good.get(), run) : List.of());
  }

  /** The events of which a person may be told; none where nothing is new. */
  Set<Event> events() {
    var found = EnumSet.noneOf(Event.class);
    boolean well = run.status() == Run.Status.SUCCEEDED;
    if (run.status() == Run.Status.FAILED || run.status() == Run.Status.STOPPED) {
      found.add(Event.FAILED);
    }
    if (!verdicts.isEmpty()) {
      found.add(Event.VERDICT);
    }
    if (!warnings.isEmpty()) {
      found.add(Event.WARNING);
    }
    if (well && before.filter(b -> b.status() != Run.Status.SUCCEEDED).isPresent()) {
      found.add(Event.RECOVERED);
    }
    return found;
  }

  static String name(GateOutcome gate) {
    return gate.gate() + (gate.group() == null ? "" : " of " + gate.group());
  }

  private static List<GateOutcome> warning(Platform platform, RunRow run) {
    return platform.journal().history().gates(run.id()).stream()
        .filter(g -> g.status().equals("warn"))
        .toList();
  }

  private static List<JsonNode> errors(Platform platform, RunRow run) {
    JsonNode document = new RunDocument(platform).of(run.id());
    var found = new ArrayList<JsonNode>();
    document.path("errors").forEach(found::add);
    if (found.isEmpty() && document.has("error")) {
      found.add(document.path("error"));
    }
    return found;
  }

  /** Estimates of {@code diff} that two runs share and judge differently. */
  private static List<JsonNode> verdicts(Platform platform, RunRow left, RunRow right) {
    try {
      JsonNode diff = RunDiff.of(record(platform, left), record(platform, right));
      var found = new ArrayList<JsonNode>();
      for (JsonNode e : diff.path("estimates")) {
        JsonNode from = e.path("left").path("verdict");
        JsonNode to = e.path("right").path("verdict");
        if (from.isTextual() && to.isTextual() && !from.equals(to)) {
          found.add(e);
        }
      }
      return found;
    } catch (LiftgateException _) {
      return List.of(); // the older run's manifests may have been cleared away
    }
  }

  private static RunRecord record(Platform platform, RunRow run) {
    return RunRecord.of(RunFolder.of(platform.home(), run.id()).root());
  }
}
