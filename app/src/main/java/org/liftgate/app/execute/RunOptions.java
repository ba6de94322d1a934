package org.liftgate.app.execute;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How a run is executed; kept with the run so that a resume does the same.
 *
 * @param until last stage to run, null for all
 * @param force compute even what is cached
 * @param engine engine by name
 * @param scale scale of simulated data, null where data were given
 * @param aside whether settings are only tried: nothing is published
 * @param asOf date the run is for, ISO; null for the day it was asked for
 */
public record RunOptions(
    @Nullable String until,
    boolean force,
    String engine,
    @Nullable Double scale,
    boolean aside,
    @Nullable String asOf) {
  /** One that publishes. */
  public RunOptions(@Nullable String until, boolean force, String engine, @Nullable Double scale) {
    this(until, force, engine, scale, false, null);
  }

  /** The same without publishing. */
  public RunOptions tried() {
    return new RunOptions(until, force, engine, scale, true, asOf);
  }

  /** The same for a date. */
  public RunOptions asOf(@Nullable LocalDate date) {
    return new RunOptions(
        until, force, engine, scale, aside, date == null ? null : date.toString());
  }
}
