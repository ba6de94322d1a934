package org.liftgate.kernel;

import java.util.List;
import java.util.Optional;

/**
 * One step with declared inputs, parameters and outputs.
 *
 * @param id unique in the pipeline
 * @param uses the kind, {@code <room>.<kind>}
 * @param needs ids of the stages whose outputs it reads
 * @param parameters of the kind, bound and checked
 * @param gates ids of the gates that judge its outputs
 * @param profile whose recipe it is part of; empty for both
 * @param title a few words for people
 */
public record Stage(
    String id,
    String uses,
    List<String> needs,
    Record parameters,
    List<String> gates,
    Optional<Profile> profile,
    String title) {
  public Stage {
    needs = List.copyOf(needs);
    gates = List.copyOf(gates);
  }

  /** A defended run executes every stage; a published one leaves out what only the other needs. */
  public boolean runsUnder(Profile run) {
    return run == Profile.DEFENDED || !profile.equals(Optional.of(Profile.DEFENDED));
  }
}
