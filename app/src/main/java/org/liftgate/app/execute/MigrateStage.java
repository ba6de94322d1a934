package org.liftgate.app.execute;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    var steps = new ArrayList<Object>();
    for (Database.Applied step : database.applied()) {
      var node = Json.object();
      node.put("version", step.version() == null ? "repeatable" : step.version());
      node.put("description", step.description()).put("checksum", step.checksum());
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
