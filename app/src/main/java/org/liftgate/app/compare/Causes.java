package org.liftgate.app.compare;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Why a stage gave something else. Causes of its own are what its key is made of; what came to it
 * changed through a table is followed to the stage that wrote the table, and so on upwards. A
 * change that left a stage's tables as they were is never blamed for what comes after.
 */
final class Causes {
  private final RunRecord left;
  private final RunRecord right;
  private final Map<String, String> producers;

  Causes(RunRecord left, RunRecord right) {
    this.left = left;
    this.right = right;
    this.producers = right.producers();
    left.producers().forEach(producers::putIfAbsent);
  }

  /** Causes of a stage and of all that reached it changed, nearest to the data first. */
  List<Change> of(String stage) {
    var found = new LinkedHashSet<Change>();
    follow(stage, new HashSet<>(), found);
    return List.copyOf(found);
  }

  private void follow(String stage, Set<String> seen, Set<Change> found) {
    if (!seen.add(stage) || !both(stage)) {
      return;
    }
    changedInputs(stage).stream()
        .map(producers::get)
        .filter(p -> p != null && !p.equals(stage))
        .forEach(p -> follow(p, seen, found));
    found.addAll(own(stage));
  }

  private boolean both(String stage) {
    return left.stages().containsKey(stage) && right.stages().containsKey(stage);
  }

  private List<String> changedInputs(String stage) {
    return Change.between(left.stages().get(stage).inputs(), right.stages().get(stage).inputs());
  }

  /** What changed at the stage itself: not what other stages handed to it. */
  List<Change> own(String stage) {
    if (!both(stage)) {
      return List.of();
    }
    RunRecord.Stage a = left.stages().get(stage);
    RunRecord.Stage b = right.stages().get(stage);
    if (a.manifest().isEmpty() || b.manifest().isEmpty()) {
      return List.of();
    }
    var found = new ArrayList<Change>();
    for (String file : changedInputs(stage)) {
      if (!producers.containsKey(file)) {
        found.add(file(file, a.inputs().get(file), b.inputs().get(file)));
      }
    }
    found.addAll(Change.between("parameter", a.parameters(), b.parameters(), " of stage " + stage));
    word("code", stage, a.kind(), b.kind(), "code of stage " + stage, found);
    word("engine", stage, a.engine(), b.engine(), "the engine of stage " + stage, found);
    word("code", stage, a.liftgate(), b.liftgate(), "the version of Liftgate", found);
    if (found.isEmpty() && !a.key().equals(b.key()) && changedInputs(stage).isEmpty()) {
      found.addAll(unseen(stage));
    } else if (a.key().equals(b.key()) && !a.key().isEmpty() && !contents(a).equals(contents(b))) {
      found.add(
          new Change(
              "result",
              stage,
              null,
              null,
              "stage " + stage + " gave another result for the same inputs, code and parameters"));
    }
    return found;
  }

  private static Change file(String name, @Nullable String from, @Nullable String to) {
    String verb = from == null ? " was added" : to == null ? " was dropped" : " changed";
    return new Change("file", name, from, to, name + verb);
  }

  private static void word(
      String what, String name, String from, String to, String told, List<Change> found) {
    if (!from.equals(to)) {
      found.add(new Change(what, name, from, to, told + " " + Change.moved(from, to)));
    }
  }

  /**
   * The key says that something changed that the stage's manifest does not list: what can have done
   * it, the digest of its code and texts last, as manifests do not tell those apart.
   */
  private List<Change> unseen(String stage) {
    var found = new ArrayList<Change>(settings());
    word("seed", "seed", left.text("seed"), right.text("seed"), "the seed", found);
    word("profile", "profile", left.text("profile"), right.text("profile"), "the profile", found);
    for (String id : right.stages().keySet()) {
      if (both(id)) {
        found.addAll(gates(id));
      }
    }
    String told = "SQL, texts or code of stage " + stage + " changed";
    found.add(new Change("text", stage, null, null, found.isEmpty() ? told : "or " + told));
    return found;
  }

  List<Change> settings() {
    return Change.between(
        "setting",
        RunRecord.texts(left.facts().path("settings")),
        RunRecord.texts(right.facts().path("settings")),
        "");
  }

  /** Gates of a stage whose outcome is another. */
  List<Change> gates(String stage) {
    return Change.between(
        "gate",
        outcomes(left.stages().get(stage)),
        outcomes(right.stages().get(stage)),
        " of stage " + stage);
  }

  private static Map<String, String> outcomes(RunRecord.Stage stage) {
    var found = new TreeMap<String, String>();
    stage.gates().forEach((name, g) -> found.put(name, g.path("outcome").asText()));
    return found;
  }

  static Map<String, String> contents(RunRecord.Stage stage) {
    var found = new TreeMap<String, String>();
    stage
        .outputs()
        .forEach(
            (name, o) -> {
              if (o.has("contentHash")) {
                found.put(name, o.path("contentHash").asText());
              }
            });
    return found;
  }
}
