package org.liftgate.app.plan;

import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.liftgate.app.pipeline.LoadedPipeline;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Stage;
import org.liftgate.kernel.StageKind;

/**
 * What a pure stage's output depends on, as one hash: kind and version, code, engine, SQL and other
 * texts it names, parameters, table keys, input contents; the seed only where the kind is random.
 */
public final class StageKey {
  private static final Pattern PARAMETER = Pattern.compile(":([a-z][a-z0-9_]*)");

  private final LoadedPipeline loaded;
  private final String engine;

  public StageKey(LoadedPipeline loaded, String engine) {
    this.loaded = loaded;
    this.engine = engine;
  }

  /**
   * Facts of the run that only some kinds read.
   *
   * @param raw SHA-256 of each raw file, by name
   * @param gates digest of the gate outcomes so far
   */
  public record Facts(
      Map<String, String> raw, String gates, Profile profile, boolean simulated, long seed) {}

  public String of(StageKind<?> kind, Stage stage, List<Artifact> inputs, Facts facts) {
    var digest = Digest.sha256().add("stage").add(kind.name() + "@" + kind.version());
    digest.add(CodeDigest.of(kind.getClass())).add(engine).add(Canonical.text(stage.parameters()));
    Map<String, String> texts = named(stage);
    digest.add(texts).add(settings(texts));
    digest.add(loaded.pipeline().tables().toString()).add(contents(inputs));
    for (StageKind.Reads reads : kind.reads().stream().sorted(Comparator.naturalOrder()).toList()) {
      digest.add(reads.name());
      switch (reads) {
        case RAW_DATA -> rawData(digest, facts);
        case GATES -> digest.add(facts.gates());
        case TEXTS -> texts(digest);
        case PROFILE -> digest.add(facts.profile().word());
      }
      digest.add(Boolean.toString(facts.simulated()));
    }
    if (kind.random()) {
      digest.add(Long.toString(facts.seed()));
    }
    return digest.hex();
  }

  /** Key of a gate: its definition, its code, what it reads. Severity is applied afterwards. */
  public String of(GateKind<?> kind, Gate gate, List<Artifact> visible) {
    return Digest.sha256()
        .add("gate")
        .add(kind.name() + "@" + kind.version())
        .add(CodeDigest.of(kind.getClass()))
        .add(engine)
        .add(gate.on())
        .add(gate.by())
        .add(Canonical.text(gate.parameters()))
        .add(contents(visible))
        .hex();
  }

  private void rawData(Digest digest, Facts facts) {
    digest.add(facts.raw()).add(loaded.pipeline().sources().toString());
    var texts = new TreeMap<String, String>();
    loaded
        .pipeline()
        .sources()
        .forEach(s -> loaded.folder(s.into()).forEach((f, t) -> texts.put(s.into() + "/" + f, t)));
    digest.add(texts).add(settings(texts));
  }

  private void texts(Digest digest) {
    var p = loaded.pipeline();
    digest
        .add(p.title())
        .add(p.question())
        .add(p.assumptions().toString())
        .add(p.claims().toString())
        .add(p.texts());
  }

  private static Map<String, String> contents(List<Artifact> artifacts) {
    var contents = new TreeMap<String, String>();
    artifacts.forEach(a -> contents.put(a.name(), a.identity()));
    return contents;
  }

  /** Files of the folder {@code sql} names, and each file that another parameter names. */
  private Map<String, String> named(Stage stage) {
    var texts = new TreeMap<String, String>();
    for (RecordComponent component : stage.parameters().getClass().getRecordComponents()) {
      Object value = Canonical.part(stage.parameters(), component);
      if (component.getName().equals("sql")) {
        texts.putAll(loaded.folder(value.toString()));
      } else if (value instanceof String file && loaded.files().containsKey(file)) {
        texts.put(file, loaded.files().get(file));
      }
    }
    return texts;
  }

  /** Only the settings that the texts name: changing another leaves the key alone. */
  private Map<String, String> settings(Map<String, String> texts) {
    var used = new TreeMap<String, String>();
    for (String text : texts.values()) {
      var matcher = PARAMETER.matcher(text);
      while (matcher.find()) {
        Object value = loaded.settings().get(matcher.group(1));
        if (value != null) {
          used.put(matcher.group(1), value.toString());
        }
      }
    }
    return used;
  }
}
