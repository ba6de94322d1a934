package org.liftgate.app.execute;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.journal.Journal;
import org.liftgate.app.journal.Owner;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.journal.StageRow;
import org.liftgate.app.pipeline.LoadedPipeline;
import org.liftgate.app.plan.StageKey;
import org.liftgate.app.store.Json;
import org.liftgate.app.store.ManifestJson;
import org.liftgate.app.store.RunFolder;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Manifest;

/** A run this process works on, with what it has read of it. */
public final class ActiveRun {
  private final Platform platform;
  private final RunRow row;
  private final LoadedPipeline loaded;
  private final RunOptions options;
  private final Progress progress;
  private final RawData data;
  private final Owner owner = Owner.current();
  private final Set<StageWork> working = ConcurrentHashMap.newKeySet();
  private final Map<String, JsonNode> manifests = new ConcurrentHashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean cancelled;
  private volatile boolean givenBack;
  private volatile @Nullable LiftgateException broken;

  /** Its own, so that whoever asks whether the run has ended does not wait for the hashes. */
  private final Object rawLock = new Object();

  private Map<String, String> raw = Map.of();

  ActiveRun(Platform platform, RunRow row, LoadedPipeline loaded, Progress progress, RawData data) {
    this.platform = platform;
    this.row = row;
    this.loaded = loaded;
    this.options = Json.read(row.options(), RunOptions.class);
    this.progress = progress;
    this.data = data;
    platform.tell(new RunEvent.RunBegan(subject()));
    Thread.ofPlatform().daemon().name("hash-raw-files").start(this::hashEarly);
  }

  /**
   * Hashing takes a core for a while; the first stages leave one. What fails, fails again in time.
   */
  private void hashEarly() {
    try {
      raw();
    } catch (LiftgateException _) {
      // said by the stage that needs the hashes
    }
  }

  public String id() {
    return row.id();
  }

  public RunRow row() {
    return row;
  }

  public LoadedPipeline loaded() {
    return loaded;
  }

  public RunOptions options() {
    return options;
  }

  public Owner owner() {
    return owner;
  }

  Platform platform() {
    return platform;
  }

  Progress progress() {
    return progress;
  }

  RunEvent.Subject subject() {
    return new RunEvent.Subject(row.id(), loaded.pipeline().name(), row.profile(), row.simulated());
  }

  RawData data() {
    return data;
  }

  RunFolder folder() {
    return RunFolder.of(platform.home(), id());
  }

  StageKey keys() {
    return new StageKey(loaded, platform.engine(options.engine()).identity());
  }

  /** SHA-256 of the raw files, read once for this process. */
  Map<String, String> raw() {
    synchronized (rawLock) {
      if (raw.isEmpty()) {
        raw = data.hashes(loaded.pipeline());
      }
      return raw;
    }
  }

  public boolean cancelled() {
    return cancelled;
  }

  /** Stops whatever runs; pending stages will not start. */
  public void cancel() {
    cancelled = true;
    working.forEach(StageWork::interrupt);
  }

  /** Stops whatever runs; it is done again by whoever leads the run next. */
  public void giveBack() {
    givenBack = true;
    working.forEach(StageWork::interrupt);
  }

  boolean givenBack() {
    return givenBack && !cancelled;
  }

  /** Whether work on this run should end where it is. */
  boolean interrupted() {
    return cancelled || givenBack;
  }

  /**
   * Gives up: the journal or the disk does not take what must be written. The run can be resumed.
   */
  public void breakOff(LiftgateException because) {
    broken = because;
    ended.countDown();
  }

  /**
   * Gives up a run that another process has taken over, because this one was silent for too long.
   */
  public void checkLead() {
    if (broken == null && platform.journal().leads().lost(id(), owner)) {
      breakOff(
          LiftgateException.failed(
              "run "
                  + id()
                  + " was taken over by another process, because this one was silent for longer than "
                  + Journal.LEASE.toSeconds()
                  + " s; it goes on there",
              null));
      working.forEach(StageWork::interrupt);
    }
  }

  /** Others may lead it from now on, unless it has ended. */
  public void letGo() {
    try {
      platform.journal().leads().release(id(), owner);
    } catch (LiftgateException _) {
      // the journal is lost; the lease runs out by itself
    }
    platform.tell(new RunEvent.RunLeft(subject()));
  }

  /** Why this process gave the run up, if it did. */
  public Optional<LiftgateException> broken() {
    return Optional.ofNullable(broken);
  }

  void enter(StageWork work) {
    working.add(work);
  }

  void leave(StageWork work) {
    working.remove(work);
  }

  public boolean busy() {
    return !working.isEmpty();
  }

  public CountDownLatch latch() {
    return ended;
  }

  /** What a stage of this run that ended well wrote. */
  List<Artifact> outputs(StageRow stage) {
    return ManifestJson.outputs(manifest(stage), stage.id());
  }

  List<Manifest.GateResult> gates(StageRow stage) {
    return ManifestJson.gates(manifest(stage));
  }

  JsonNode manifest(StageRow stage) {
    return manifests.computeIfAbsent(
        stage.manifestSha(),
        sha ->
            Json.parse(
                platform.journal().memory().manifest(sha).orElseThrow(),
                "manifest of " + stage.id()));
  }

  /** Artifacts of the stages that the stage needs, in order of name. */
  List<Artifact> inputs(StageWork work, List<StageRow> rows) {
    var found = new TreeMap<String, Artifact>();
    rows.stream()
        .filter(r -> work.stage().needs().contains(r.id()) && r.status().good())
        .forEach(r -> outputs(r).forEach(a -> found.put(a.name(), a)));
    return new ArrayList<>(found.values());
  }

  /** Gate results of every stage that has ended, in the order of stages. */
  List<Map.Entry<String, Manifest.GateResult>> gateResults(List<StageRow> rows) {
    var found = new ArrayList<Map.Entry<String, Manifest.GateResult>>();
    rows.stream()
        .filter(r -> r.manifestSha() != null && r.status().ended())
        .forEach(r -> gates(r).forEach(g -> found.add(Map.entry(r.id(), g))));
    return found;
  }

  /** Stages the journal lets run now. */
  public List<String> runnable() {
    return platform.journal().leases().runnable(id());
  }

  /** Keeps this run's leases; says whether someone asked it to stop. */
  public boolean heartbeat() {
    return platform.journal().leases().heartbeat(id(), owner);
  }

  Optional<StageRow> stageRow(String stage) {
    return platform.journal().stages(id()).stream().filter(r -> r.id().equals(stage)).findFirst();
  }
}
