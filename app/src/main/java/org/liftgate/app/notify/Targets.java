package org.liftgate.app.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.TargetRows;
import org.liftgate.app.pipeline.Problems;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** The targets of a home. */
public final class Targets {
  private final TargetRows rows;

  public Targets(Platform platform) {
    this.rows = platform.journal().targets();
  }

  /**
   * A target.
   *
   * @param since what ended before is not told to it, in milliseconds
   */
  public record Entry(Target target, long since) {
    static Entry of(TargetRows.Row row) {
      return new Entry(Json.read(row.body(), Target.class), row.created().toEpochMilli());
    }
  }

  public List<Entry> all() {
    return rows.all().stream().map(Entry::of).toList();
  }

  public Optional<Target> find(String name) {
    return all().stream().map(Entry::target).filter(t -> t.name().equals(name)).findFirst();
  }

  /**
   * Adds a target, or changes the one of this name.
   *
   * @throws LiftgateException with everything that is wrong with it
   */
  public void put(Target target) {
    var problems = new ArrayList<Problem>();
    if (!target.name().matches("[a-z0-9][a-z0-9-]{0,99}")) {
      problems.add(
          Problem.of(
              "name",
              target.name(),
              "must be of small letters, digits and hyphens, at most 100",
              "Maybe team-mail."));
    }
    if (target.lateAfterMinutes() < 1) {
      problems.add(
          Problem.of(
              "late-after",
              target.lateAfterMinutes() + " minutes",
              "must be positive",
              "Maybe 1h."));
    }
    try {
      Address.checkKept(target.to(), System::getenv);
    } catch (LiftgateException e) {
      problems.addAll(e.problems());
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("target " + target.name() + " cannot be kept", problems);
    }
    rows.put(target.name(), Json.text(target));
  }

  /**
   * Forgets a target; what still waits for it is not sent.
   *
   * @throws LiftgateException when there is none of this name
   */
  public void remove(String name) {
    if (!rows.remove(name)) {
      throw unknown(name);
    }
  }

  /**
   * @throws LiftgateException when there is none of this name
   */
  public Target get(String name) {
    return find(name).orElseThrow(() -> unknown(name));
  }

  private LiftgateException unknown(String name) {
    return LiftgateException.input(
        Problem.of(
            "TARGET",
            name,
            "is not a target of this home",
            Problems.didYouMean(name, rows.all().stream().map(TargetRows.Row::name).toList())));
  }
}
