package org.liftgate.app.execute;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.journal.Claim;
import org.liftgate.app.journal.StageRow;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Manifest;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Stage;
import org.liftgate.kernel.StageKind;

/** One attempt at a stage: what the steps of its route hand on to each other. */
public final class StageWork {
  final ActiveRun run;
  final Stage stage;
  final StageKind<?> kind;
  final Claim claim;
  final Instant started = Instant.now();
  final Map<String, Double> timing = new LinkedHashMap<>();
  List<Artifact> inputs = List.of();
  Optional<String> key = Optional.empty();
  List<Artifact> outputs = List.of();
  List<Manifest.GateResult> gates = new ArrayList<>();
  Map<String, Double> metrics = Map.of();
  List<String> notes = List.of();
  Map<String, String> inputIdentities = Map.of();
  boolean cached;
  String effectKey = "";
  boolean marts;
  List<Problem> stopping = List.of();
  StageRow.Status status = StageRow.Status.SUCCEEDED;
  String body = "";
  @Nullable Manifest manifest;
  @Nullable Effects effects;
  @Nullable JsonNode headline;
  @Nullable RunningStage context;

  StageWork(ActiveRun run, Stage stage, StageKind<?> kind, Claim claim) {
    this.run = run;
    this.stage = stage;
    this.kind = kind;
    this.claim = claim;
  }

  public ActiveRun run() {
    return run;
  }

  public Stage stage() {
    return stage;
  }

  RunEvent.Attempt attempt() {
    return new RunEvent.Attempt(stage.id(), kind.name(), claim.attempt());
  }

  /** Whether it reads the run's raw data. */
  boolean source() {
    return kind.reads().contains(StageKind.Reads.RAW_DATA);
  }

  /** Whether its output follows from what is known before it runs; a database may have changed. */
  boolean repeatable() {
    return kind.pure() && !(source() && run.data().database().isPresent());
  }

  void interrupt() {
    var running = context;
    if (running != null) {
      running.interrupt();
    }
  }

  /** Seconds a phase took, for the manifest. */
  void time(String phase, Runnable work) {
    long from = System.nanoTime();
    work.run();
    timing.put(phase, Math.round((System.nanoTime() - from) / 1e5) / 1e4);
  }
}
