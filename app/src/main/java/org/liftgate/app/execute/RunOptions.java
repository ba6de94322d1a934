package org.liftgate.app.execute;

import org.jspecify.annotations.Nullable;

/**
 * How a run is executed; kept with the run so that a resume does the same.
 *
 * @param until last stage to run, null for all
 * @param force compute even what is cached
 * @param engine engine by name
 * @param scale scale of simulated data, null where data were given
 * @param aside whether settings are only tried: nothing is published
 */
public record RunOptions(
    @Nullable String until, boolean force, String engine, @Nullable Double scale, boolean aside) {
  /** One that publishes. */
  public RunOptions(@Nullable String until, boolean force, String engine, @Nullable Double scale) {
    this(until, force, engine, scale, false);
  }

  /** The same without publishing. */
  public RunOptions tried() {
    return new RunOptions(until, force, engine, scale, true);
  }
}
