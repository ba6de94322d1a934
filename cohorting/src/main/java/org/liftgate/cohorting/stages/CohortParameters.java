package org.liftgate.cohorting.stages;

import java.util.Optional;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Grade;

/** What a cohort stage is told. */
@Doc("Who is treated by what and when, and who they are compared with.")
public record CohortParameters(
    @Doc("Folder of SQL with one table cohort_*, and cohort_*_steps if wanted") String sql,
    @Doc("Short name of the treatment, such as mailing") String treatment,
    @Doc("One plain sentence that says how a unit becomes treated") String definition,
    @Doc("When each group starts: facts are seen up to the day before") Optional<AsOf> asOf,
    @Doc("Whether the SQL may see outcomes after the start; the grade is then associational")
        @Default("false")
        boolean after,
    @Doc("The grade this design claims before checks") Grade declared) {

  /**
   * Where the start of each group stands.
   *
   * @param table one row a group
   * @param key column of the group, added to every fact
   * @param time column of the start; facts of that time or later are not seen
   */
  @Doc("The table with one row a group, its key and the time of its start.")
  public record AsOf(
      @Doc("Table with one row a group") String table,
      @Doc("Column of the group, added to each fact table") String key,
      @Doc("Column of the group's start; only facts before it are seen") String time) {}
}
