package org.liftgate.ingest.stages;

import java.util.Optional;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.SqlFolder;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.Table;

/**
 * A folder of SELECT files as tables. A table {@code <name>_rejected} holds the rows that {@code
 * <name>} leaves out, each with its {@code reason}; they are counted by reason.
 */
public final class SqlStage implements StageKind<SqlStage.Parameters> {
  private static final String REJECTED = "_rejected";

  @Doc("Makes each SELECT file of a folder a table, in the order of their references.")
  public record Parameters(@Doc("Folder of the pipeline with .sql files") String sql) {}

  @Override
  public String name() {
    return "ingest.sql";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public boolean pure() {
    return true;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  /**
   * @throws LiftgateException when files are not portable SELECTs, refer to unknown tables or in
   *     circles, or a table of rejected rows has no {@code reason}
   */
  @Override
  public void run(Parameters parameters, StageContext context) {
    SqlFolder folder = SqlFolder.of(context, parameters.sql());
    var tables = folder.define();
    int done = 0;
    for (String table : tables) {
      context.progress(table, done++, tables.size());
      boolean rejected = table.endsWith(REJECTED);
      Optional<Schema> checked = rejected ? Optional.of(Schemas.REJECTED) : Optional.empty();
      Artifact artifact = folder.write(table, checked);
      context.metric("rows." + table, artifact.table().orElseThrow().rows());
      if (rejected) {
        count(table, context);
      }
    }
  }

  private static void count(String rejected, StageContext context) {
    Table reasons =
        context
            .engine()
            .query(
                "SELECT reason, COUNT(*) AS n FROM "
                    + rejected
                    + " GROUP BY reason ORDER BY n DESC NULLS LAST, reason NULLS LAST",
                context.settings());
    String from = rejected.substring(0, rejected.length() - REJECTED.length());
    for (int i = 0; i < reasons.rows(); i++) {
      Object reason = reasons.column("reason").boxed(i);
      long n = reasons.longs("n")[i];
      context.metric("rejected." + from + "." + reason, n);
      context.note("%s: %,d rows left out: %s.".formatted(from, n, reason));
    }
  }
}
