package org.liftgate.app.execute;

import org.jspecify.annotations.Nullable;

/**
 * How a run is executed; kept with the run so that a resume does the same.
 *
 * @param until last stage to run, null for all
 * @param force compute even what is cached
 * @param engine engine by name
 * @param scale scale of simulated data, null where data were given
 */
public record RunOptions(
    @Nullable String until, boolean force, String engine, @Nullable Double scale) {}
