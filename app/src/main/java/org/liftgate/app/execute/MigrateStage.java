package org.liftgate.app.execute;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.flywaydb.core.api.MigrationInfo;
import org.liftgate.app.journal.Database;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;

/**
 * {@code app.migrate}: journal and marts at this program's version; the receipt lists each step.
 */
final class MigrateStage implements StageKind<MigrateStage.Parameters> {
  /** It has none. */
  record Parameters() {}

  private final Database database;

  MigrateStage(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "app.migrate";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public boolean pure() {
    return false;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters parameters, StageContext context) {
    var flyway = database.flyway();
    if (flyway.info().pending().length > 0) {
      flyway.migrate();
    }
    var steps = new ArrayList<Object>();
    for (MigrationInfo step : flyway.info().applied()) {
      var node = Json.object();
      node.put(
          "version", step.getVersion() == null ? "repeatable" : step.getVersion().getVersion());
      node.put("description", step.getDescription()).put("checksum", step.getChecksum());
      steps.add(node);
    }
    context.metric("migrations", steps.size());
    var receipt =
        Json.object().put("database", database.dialect()).set("applied", Json.tree(steps));
    context.write(
        "receipts/migrate.json",
        "application/json",
        Json.pretty(receipt).getBytes(StandardCharsets.UTF_8));
  }
}
