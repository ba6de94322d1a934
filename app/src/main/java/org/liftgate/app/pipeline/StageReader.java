package org.liftgate.app.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Stage;
import org.liftgate.kernel.StageKind;

/** Stages and gates: kinds looked up, parameters bound, needs ordered. */
final class StageReader {
  private static final List<String> STAGE =
      List.of("id", "uses", "needs", "with", "published", "gates", "profile", "title");
  private static final List<String> GATE = List.of("uses", "on", "by", "severity", "with");

  private final Catalog catalog;
  private final Profile profile;
  private final Problems problems;
  private final Reader reader;
  private final Binder binder;

  StageReader(
      Catalog catalog,
      Map<String, Object> settings,
      Profile profile,
      Problems problems,
      Reader reader) {
    this.catalog = catalog;
    this.profile = profile;
    this.problems = problems;
    this.reader = reader;
    this.binder = new Binder(settings, problems);
  }

  List<Stage> stages(Yaml.Entries root, Set<String> gates) {
    var found = new LinkedHashMap<String, Stage>();
    var places = new LinkedHashMap<String, Yaml.Entries>();
    for (Yaml.Entries e : reader.items(root, "stages")) {
      Stage stage = stage(e, gates);
      if (places.put(stage.id(), e) != null) {
        problems.at(
            e.values().getOrDefault("id", e),
            "stages.id",
            "stands twice",
            "Maybe one of them has another name.");
      }
      found.put(stage.id(), stage);
    }
    if (found.isEmpty()) {
      problems.at(root, "stages", "must hold at least one stage", "");
    }
    found.values().forEach(s -> needsExist(s, places.get(s.id()), found.keySet()));
    found.values().forEach(s -> needsRun(s, places.get(s.id()), found));
    return ordered(found, places);
  }

  private Stage stage(Yaml.Entries e, Set<String> gates) {
    String id = reader.text(e, "id", true);
    String path = "stages." + id + ".";
    reader.onlyNames(e, STAGE, path);
    String uses = reader.text(e, "uses", true);
    var kind = catalog.stages().get(uses);
    Record parameters = new None();
    if (kind == null) {
      problems.at(
          e.values().getOrDefault("uses", e),
          path + "uses",
          "is not a stage kind",
          Problems.didYouMean(uses, catalog.stages().keySet()));
    } else {
      parameters = stageParameters(e, kind.parameters(), path);
    }
    var judged = reader.texts(e, "gates");
    for (String gate : judged) {
      if (!gates.contains(gate)) {
        problems.at(
            e.values().get("gates"),
            path + "gates: " + gate,
            "is not in gates.yaml",
            Problems.didYouMean(gate, gates));
      }
    }
    return new Stage(
        id,
        uses,
        reader.texts(e, "needs"),
        parameters,
        judged,
        profile(e, path),
        reader.text(e, "title", false));
  }

  /** Stands in for parameters that could not be bound; a problem has been noted by then. */
  private record None() {}

  private <R extends Record> Record bound(Yaml.Entries e, Class<R> type, String path) {
    return orNone(binder.bind(reader.map(e, "with"), type, path + "with."));
  }

  /**
   * What a stage is told under the run's profile: {@code with}, and for a published run the entries
   * of {@code published} in place of those of the same name. Both are bound, so that a problem of
   * either is said whatever the run.
   */
  private <R extends Record> Record stageParameters(Yaml.Entries e, Class<R> type, String path) {
    Record always = bound(e, type, path);
    if (!e.values().containsKey("published")) {
      return always;
    }
    if (e.values().containsKey("profile")) {
      problems.at(
          e.values().get("published"),
          path + "published",
          "belongs to a stage that both profiles run",
          "Maybe leave out `profile`, or put it under `with`.");
    }
    Yaml.Entries with = reader.map(e, "with");
    var merged = new LinkedHashMap<>(with.values());
    merged.putAll(reader.map(e, "published").values());
    Record published =
        orNone(
            binder.bind(
                new Yaml.Entries(with.file(), with.line(), with.column(), merged),
                type,
                path + "with."));
    return profile == Profile.PUBLISHED ? published : always;
  }

  private static Record orNone(@Nullable Record parameters) {
    return parameters == null ? new None() : parameters;
  }

  private Optional<Profile> profile(Yaml.Entries e, String path) {
    String word = reader.text(e, "profile", false);
    if (word.isEmpty()) {
      return Optional.empty();
    }
    Object whose = Binder.scalar(word, Profile.class);
    if (whose == null) {
      problems.at(e.values().get("profile"), path + "profile", "must be published or defended", "");
    }
    return Optional.ofNullable((Profile) whose);
  }

  private void needsExist(Stage stage, Yaml.Entries place, Set<String> ids) {
    for (String need : stage.needs()) {
      if (!ids.contains(need)) {
        problems.at(
            place.values().get("needs"),
            "stages." + stage.id() + ".needs: " + need,
            "is not a stage",
            Problems.didYouMean(need, ids));
      }
    }
  }

  /** What a published run leaves out must not be missed by a stage that it executes. */
  private void needsRun(Stage stage, Yaml.Entries place, Map<String, Stage> stages) {
    var kind = catalog.stages().get(stage.uses());
    if (kind == null || kind.gathers() || !stage.runsUnder(Profile.PUBLISHED)) {
      return;
    }
    for (String need : stage.needs()) {
      if (stages.containsKey(need) && !stages.get(need).runsUnder(Profile.PUBLISHED)) {
        problems.at(
            place.values().get("needs"),
            "stages." + stage.id() + ".needs: " + need,
            "is left out of a published run, where this stage would miss it",
            "Maybe this stage is `profile: defended` too.");
      }
    }
  }

  private List<Stage> ordered(Map<String, Stage> stages, Map<String, Yaml.Entries> places) {
    var done = new LinkedHashSet<String>();
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Stage s : stages.values()) {
        if (!done.contains(s.id())
            && s.needs().stream().allMatch(n -> done.contains(n) || !stages.containsKey(n))) {
          moved = done.add(s.id());
        }
      }
    }
    var cyclic = stages.keySet().stream().filter(id -> !done.contains(id)).toList();
    if (!cyclic.isEmpty()) {
      problems.at(
          places.get(cyclic.getFirst()),
          "stages.needs",
          "go in a circle: " + String.join(", ", cyclic),
          "Maybe one of them needs the other by mistake.");
    }
    return done.stream().map(stages::get).toList();
  }

  Map<String, Gate> gates(Yaml.@Nullable Entries root) {
    var found = new LinkedHashMap<String, Gate>();
    if (root == null) {
      return found;
    }
    reader
        .map(root, "gates")
        .values()
        .forEach(
            (id, value) -> {
              if (value instanceof Yaml.Entries e) {
                found.put(id, gate(id, e));
              } else {
                problems.at(value, "gates." + id, "must be a map", "");
              }
            });
    return found;
  }

  private Gate gate(String id, Yaml.Entries e) {
    String path = "gates." + id + ".";
    reader.onlyNames(e, GATE, path);
    String uses = reader.text(e, "uses", true);
    String severity = reader.text(e, "severity", true);
    Object level = Binder.scalar(severity, Gate.Severity.class);
    if (level == null && !severity.isEmpty()) {
      problems.at(e.values().get("severity"), path + "severity", "must be warn or fail", "");
    }
    var kind = catalog.gates().get(uses);
    Record parameters = new None();
    boolean waivable = true;
    if (kind == null) {
      problems.at(
          e.values().getOrDefault("uses", e),
          path + "uses",
          "is not a gate kind",
          Problems.didYouMean(uses, catalog.gates().keySet()));
    } else {
      parameters = bound(e, kind.parameters(), path);
      waivable = kind.waivable();
    }
    return new Gate(
        id,
        uses,
        reader.text(e, "on", true),
        level == null ? Gate.Severity.FAIL : (Gate.Severity) level,
        reader.texts(e, "by"),
        parameters,
        waivable);
  }

  /** Every folder of SQL that a stage or source names must hold a file. */
  void checkFolders(Yaml.Entries root, Map<String, String> files) {
    var named = new ArrayList<Yaml>();
    reader
        .items(root, "stages")
        .forEach(s -> reader.map(s, "with").get("sql").ifPresent(named::add));
    reader.items(root, "sources").forEach(s -> s.get("into").ifPresent(named::add));
    for (Yaml folder : named) {
      if (files.keySet().stream().noneMatch(f -> f.startsWith(folder.word() + "/"))) {
        problems.at(folder, "sql", "must be a folder of the pipeline with .sql files", "");
      }
    }
  }

  /** What is wrong with texts that a stage's parameters hold or name, before anything runs. */
  void checkFiles(List<Stage> stages, Map<String, String> files) {
    for (Stage stage : stages) {
      var kind = catalog.stages().get(stage.uses());
      if (kind != null && kind.parameters().isInstance(stage.parameters())) {
        texts(kind, stage.parameters(), files).forEach(problems::add);
      }
    }
  }

  private static <P extends Record> List<Problem> texts(
      StageKind<P> kind, Record parameters, Map<String, String> files) {
    return kind.problems(kind.parameters().cast(parameters), files);
  }

  Optional<LoadedPipeline.Simulation> simulation(Yaml.Entries root) {
    var e = reader.map(root, "simulate");
    if (e.values().isEmpty()) {
      return Optional.empty();
    }
    reader.onlyNames(e, List.of("uses", "with"), "simulate.");
    String uses = reader.text(e, "uses", true);
    var simulator = catalog.simulator(uses);
    if (simulator.isEmpty()) {
      problems.at(
          e,
          "simulate.uses",
          "is not a simulator",
          Problems.didYouMean(uses, catalog.simulators().keySet()));
      return Optional.empty();
    }
    return Optional.of(
        new LoadedPipeline.Simulation(uses, bound(e, simulator.get().parameters(), "simulate.")));
  }
}
