package org.liftgate.app.execute;

import java.util.List;
import java.util.Optional;
import org.liftgate.app.journal.StageRow;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Manifest;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Run;

/** What happens to the runs that this process leads, for those who measure and keep records. */
public sealed interface RunEvent {
  Subject subject();

  /** The run it happens to. */
  record Subject(String run, String pipeline, Profile profile, boolean simulated) {}

  /** One attempt at a stage. */
  record Attempt(String stage, String kind, int number) {}

  /** From now on this process leads the run; another may have led it before. */
  record RunBegan(Subject subject) implements RunEvent {}

  /**
   * The run has ended, and its row says so.
   *
   * @param seconds since it was asked for
   */
  record RunEnded(Subject subject, Run.Status status, double seconds) implements RunEvent {}

  /** This process leads the run no longer, whether it has ended or goes on elsewhere. */
  record RunLeft(Subject subject) implements RunEvent {}

  /** Told on the thread that works on the stage. */
  record StageBegan(Subject subject, Attempt attempt) implements RunEvent {}

  /**
   * Told on the thread that worked on the stage.
   *
   * @param status pending where it will be tried again
   * @param inputs what it read, as far as it came; outputs and gates likewise
   * @param message JSON of the error a person reads; empty where there is none
   */
  record StageEnded(
      Subject subject,
      Attempt attempt,
      StageRow.Status status,
      double seconds,
      List<Artifact> inputs,
      List<Artifact> outputs,
      List<Manifest.GateResult> gates,
      Optional<String> message)
      implements RunEvent {

    /** Rows of all tables it wrote. */
    public long rows() {
      return outputs.stream().flatMap(a -> a.table().stream()).mapToLong(t -> t.rows()).sum();
    }
  }
}
