package org.liftgate.cohorting.stages;

import org.liftgate.kernel.Doc;

/** What a panel stage is told. */
@Doc("Units of a cohort by periods around their group's start.")
public record PanelParameters(
    @Doc("Folder of SQL with one table panel_*") String sql,
    @Doc("The cohort whose units the panel follows") String cohort,
    @Doc("Periods before the start") int pre,
    @Doc("Periods from the start, the start's own included") int post) {}
