package org.liftgate.app.execute;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.journal.Firing;
import org.liftgate.app.journal.Journal;
import org.liftgate.app.journal.Owner;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.pipeline.LoadedPipeline;
import org.liftgate.app.pipeline.PipelineLoader;
import org.liftgate.app.pipeline.Problems;
import org.liftgate.app.source.JdbcUrl;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Run;
import org.liftgate.kernel.Stage;

/** Turns a request into a run the journal knows, or opens one it knows already. */
public final class RunStarter {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int KEY = 200;

  private final Platform platform;

  public RunStarter(Platform platform) {
    this.platform = platform;
  }

  /**
   * @param pipeline shipped name or folder
   * @param data folder of raw data; null, without a source too, draws simulated data
   * @param source database of raw data
   * @param scale of simulated data
   */
  public record Request(
      String pipeline,
      @Nullable Path data,
      @Nullable JdbcUrl source,
      double scale,
      Map<String, String> settings,
      Profile profile,
      RunOptions options,
      long seed) {
    /** On files or simulated data. */
    public Request(
        String pipeline,
        @Nullable Path data,
        double scale,
        Map<String, String> settings,
        Profile profile,
        RunOptions options,
        long seed) {
      this(pipeline, data, null, scale, settings, profile, options, seed);
    }
  }

  /** The run's row is in the journal when this returns; this process leads it. */
  public ActiveRun start(Request request, Progress progress) {
    LoadedPipeline loaded = load(request.pipeline(), request.settings(), request.profile());
    RawData data = RawData.of(platform, loaded, request, progress);
    RunRow row = record(loaded, data, request, Optional.of(Owner.current()));
    return new ActiveRun(platform, row, loaded, progress, data);
  }

  /**
   * The run's row is in the journal when this returns; whoever comes first leads it. Simulated data
   * are drawn by that leader.
   */
  public RunRow queue(Request request) {
    LoadedPipeline loaded = load(request.pipeline(), request.settings(), request.profile());
    return record(loaded, RawData.planned(platform, loaded, request), request, Optional.empty());
  }

  /**
   * The run of a request that carries a key: a new one, or the one that the same request started
   * before. Whoever comes first leads it.
   *
   * @throws LiftgateException when the key was used for another request
   */
  public RunRow queue(Request request, String key) {
    if (key.isBlank() || key.length() > KEY) {
      throw LiftgateException.input(
          Problem.of(
              "key", key, "must have 1 to " + KEY + " characters", "Maybe nightly-2026-11-23."));
    }
    LoadedPipeline loaded = load(request.pipeline(), request.settings(), request.profile());
    RunRow row = row(loaded, RawData.planned(platform, loaded, request), request);
    var stages = stages(loaded, request.profile(), request.options());
    String id = platform.journal().create(row, stages, Optional.empty(), key, digest(row));
    return platform.journal().run(id).orElseThrow();
  }

  /** What was asked for, without when. */
  private static String digest(RunRow row) {
    return Digest.sha256()
        .add(row.pipelinePath())
        .add(row.profile().word())
        .add(row.data())
        .add(row.settings())
        .add(row.options())
        .add(Long.toString(row.seed()))
        .hex();
  }

  /**
   * The run of a due firing of a schedule; empty when another process was first. Whoever comes
   * first leads it.
   */
  public Optional<RunRow> start(Firing firing, Request request) {
    LoadedPipeline loaded = load(request.pipeline(), request.settings(), request.profile());
    RawData data = RawData.planned(platform, loaded, request);
    if (data.simulated()) {
      throw LiftgateException.input(
          Problem.of(
              "data",
              data.name(),
              "is simulated; a schedule publishes, and simulated data are never published",
              "Maybe give it the folder of your own data."));
    }
    RunRow row = row(loaded, data, request);
    var stages = stages(loaded, request.profile(), request.options());
    return platform.journal().firings().start(firing, platform.journal(), row, stages)
        ? Optional.of(row)
        : Optional.empty();
  }

  private RunRow record(
      LoadedPipeline loaded, RawData data, Request request, Optional<Owner> leader) {
    RunRow row = row(loaded, data, request);
    var stages = stages(loaded, request.profile(), request.options());
    platform.journal().create(row, stages, leader);
    return row;
  }

  private RunRow row(LoadedPipeline loaded, RawData data, Request request) {
    platform.engine(request.options().engine());
    long now = System.currentTimeMillis();
    return new RunRow(
        uuid7(now),
        loaded.pipeline().name(),
        loaded.folder().toString(),
        request.profile(),
        data.simulated(),
        Run.Status.QUEUED,
        request.seed(),
        data.name(),
        Json.text(new TreeMap<>(request.settings())),
        Json.text(request.options()),
        now,
        0,
        null,
        null,
        false,
        null);
  }

  /**
   * A run that waits for a leader, led by this process from now on; empty when another was first.
   * One that cannot even be read ends as failed.
   */
  public Optional<ActiveRun> take(String id, Progress progress) {
    if (!platform.journal().leads().take(id, Owner.current())) {
      return Optional.empty();
    }
    RunRow row = platform.journal().run(id).orElseThrow();
    try {
      return Optional.of(active(row, progress));
    } catch (LiftgateException e) {
      String error = Failure.json(e, null);
      platform.journal().finish(id, Run.Status.FAILED, null, null, null, error);
      return Optional.empty();
    }
  }

  private ActiveRun active(RunRow row, Progress progress) {
    LoadedPipeline loaded = load(row.pipelinePath(), settings(row), row.profile());
    RawData data = RawData.of(row);
    Double scale = Json.read(row.options(), RunOptions.class).scale();
    if (scale != null && !Files.exists(Path.of(row.data()))) {
      Simulations.draw(platform, loaded, scale, row.seed(), progress);
    }
    return new ActiveRun(platform, row, loaded, progress, data);
  }

  private static Map<String, String> settings(RunRow row) {
    var settings = new TreeMap<String, String>();
    Json.parse(row.settings(), "settings")
        .properties()
        .forEach(s -> settings.put(s.getKey(), s.getValue().asText()));
    return settings;
  }

  /** A run that did not succeed, led by this process from where it stands. */
  public ActiveRun resume(String id, Progress progress) {
    RunRow row = reopen(id);
    return take(row.id(), progress)
        .orElseThrow(
            () ->
                LiftgateException.failed(
                    "RUN (" + row.id() + ") was taken by another process of this home", null));
  }

  /** Makes a run that did not succeed ready to go on; whoever comes first leads it. */
  public RunRow reopen(String id) {
    RunRow row = find(platform, id);
    if (row.status() == Run.Status.SUCCEEDED) {
      throw LiftgateException.input(
          Problem.of(
              "RUN",
              row.id(),
              "has succeeded; there is nothing to resume",
              "Maybe run the pipeline again: what has not changed comes from the cache."));
    }
    platform
        .journal()
        .leads()
        .leader(row.id())
        .filter(leader -> !leader.equals(Owner.current().toString()))
        .ifPresent(
            leader -> {
              throw LiftgateException.input(
                  Problem.of(
                      "RUN",
                      row.id(),
                      "is being worked on by process " + Owner.parse(leader),
                      "Maybe wait for it, or cancel it first."));
            });
    LoadedPipeline loaded = load(row.pipelinePath(), settings(row), row.profile());
    RunOptions options = Json.read(row.options(), RunOptions.class);
    var left =
        stages(loaded, row.profile(), options).stream()
            .filter(Journal.NewStage::skipped)
            .map(Journal.NewStage::id)
            .toList();
    platform.journal().reopen(row.id(), left);
    return row;
  }

  /** A run by its id or the start of it. */
  public static RunRow find(Platform platform, String id) {
    List<String> found = id.isEmpty() ? List.of() : platform.journal().runsLike(id);
    if (found.size() == 1) {
      return platform.journal().run(found.getFirst()).orElseThrow();
    }
    throw LiftgateException.input(
        Problem.of(
            "RUN",
            id,
            found.isEmpty()
                ? "is not a run of this home"
                : "is the start of " + found.size() + " runs",
            "Maybe see ./liftgate runs."));
  }

  /** As a defended run reads it. */
  public LoadedPipeline load(String nameOrPath, Map<String, String> settings) {
    return load(nameOrPath, settings, Profile.DEFENDED);
  }

  private LoadedPipeline load(String nameOrPath, Map<String, String> settings, Profile profile) {
    Optional<Path> folder = PipelineLoader.find(nameOrPath, platform.shipped());
    if (folder.isEmpty()) {
      throw LiftgateException.input(
          Problem.of(
              "PIPELINE",
              nameOrPath,
              "is neither a shipped pipeline nor a folder with a pipeline.yaml",
              Problems.didYouMean(nameOrPath, Pipelines.shipped(platform))));
    }
    return platform.loader().load(folder.get(), settings, profile);
  }

  private List<Journal.NewStage> stages(
      LoadedPipeline loaded, Profile profile, RunOptions options) {
    String until = options.until();
    Set<String> wanted = until == null ? null : ancestors(loaded, profile, until);
    var out = new HashSet<String>();
    for (Stage s : loaded.pipeline().stages()) {
      if (!s.runsUnder(profile)
          || (wanted != null && !wanted.contains(s.id()))
          || (options.aside() && publishes(loaded, s))) {
        out.add(s.id());
      }
    }
    var stages = new ArrayList<Journal.NewStage>();
    for (Stage s : loaded.pipeline().stages()) {
      stages.add(
          new Journal.NewStage(
              s.id(),
              s.uses(),
              s.needs().stream().filter(n -> !out.contains(n)).toList(),
              out.contains(s.id())));
    }
    return stages;
  }

  /** An effect that nothing rests on is there to be seen. */
  private boolean publishes(LoadedPipeline loaded, Stage stage) {
    return !platform.catalog().stages().get(stage.uses()).pure()
        && loaded.pipeline().stages().stream().noneMatch(s -> s.needs().contains(stage.id()));
  }

  private static Set<String> ancestors(LoadedPipeline loaded, Profile profile, String until) {
    var stages = loaded.pipeline().stages();
    var ids = stages.stream().filter(s -> s.runsUnder(profile)).map(Stage::id).toList();
    if (!ids.contains(until)) {
      boolean other = loaded.pipeline().stage(until).isPresent();
      throw LiftgateException.input(
          Problem.of(
              "--until",
              until,
              other
                  ? "must be a stage that a " + profile.word() + " run executes"
                  : "is not a stage of " + loaded.pipeline().name(),
              other ? "Maybe without --profile." : Problems.didYouMean(until, ids)));
    }
    var found = new HashSet<String>();
    found.add(until);
    for (Stage s : loaded.pipeline().stages().reversed()) {
      if (found.contains(s.id())) {
        found.addAll(s.needs());
      }
    }
    return found;
  }

  /** RFC 9562: 48 bits of milliseconds, then random bits, so that ids sort by time. */
  static String uuid7(long millis) {
    long high = (millis << 16) | 0x7000L | (RANDOM.nextLong() & 0xfffL);
    long low = (RANDOM.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
