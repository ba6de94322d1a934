package org.liftgate.app.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.liftgate.ingest.stages.SnapshotStage;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.testing.MySqlServer;
import org.liftgate.testing.TestContext;

class MySqlSourceTest extends SourceContract {
  @Override
  String newDatabase() {
    return MySqlServer.get().newDatabase("source");
  }

  @Override
  String quoted(String name) {
    return '`' + name + '`';
  }

  /** Money moves between the shops all the time; in any one state of both tables none is lost. */
  @Test
  void readersAtOnceSeeOneStateOfAllTablesWhileOthersWrite() throws Exception {
    put("sales.csv", sales(20_000));
    load();
    sql("UPDATE sales SET amount = 1", "UPDATE shop_list SET shop = 0");
    var stop = new AtomicBoolean();
    var failed = new AtomicReference<Throwable>();
    Thread writer = Thread.ofPlatform().start(() -> move(stop, failed));
    try {
      for (int i = 0; i < 5; i++) {
        try (TestContext context = context("state" + i).database(source)) {
          new SnapshotStage().run(SMALL_PARTS, context);
          context.view(context.engine(), "s", context.artifact("sales_raw"));
          context.view(context.engine(), "h", context.artifact("shops_raw"));
          var sums =
              context
                  .engine()
                  .query(
                      "SELECT CAST((SELECT SUM(amount) FROM s) AS DOUBLE) AS a, (SELECT MAX(shop) FROM h) AS b",
                      java.util.Map.of());
          assertThat((double) sums.row(0).get(0) + (long) sums.row(0).get(1)).isEqualTo(20_000.0);
          assertThat(context.notes).anyMatch(n -> n.contains("readers at once"));
        }
      }
    } finally {
      stop.set(true);
      writer.join();
    }
    assertThat(failed.get()).isNull();
  }

  private void move(AtomicBoolean stop, AtomicReference<Throwable> failed) {
    try (Connection connection = source.open();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int i = 0; !stop.get(); i++) {
        int line = 2 + i * 7919 % 20_000;
        statement.executeUpdate("UPDATE sales SET amount = amount - 1 WHERE line_number = " + line);
        statement.executeUpdate("UPDATE shop_list SET shop = shop + 1");
        connection.commit();
      }
    } catch (SQLException e) {
      failed.set(e);
    }
  }

  @Test
  void anAccountThatMayNotLockReadsAloneAndTheSame() {
    load();
    sql(
        "DROP USER IF EXISTS 'reader'@'%'",
        "CREATE USER 'reader'@'%' IDENTIFIED WITH mysql_native_password BY 'r-pass'",
        "GRANT SELECT ON source.* TO 'reader'@'%'");
    var all = fromDatabase(new ArrayList<>());
    String base = source.url().shown();
    source =
        new RawSource(
            JdbcUrl.of("--source", base, new JdbcUrl.Credentials("reader", "r-pass")), "test");
    var notes = new ArrayList<String>();
    assertThat(fromDatabase(notes)).isEqualTo(all);
    assertThat(notes).anyMatch(n -> n.contains("by 1 reader, because the account may not lock"));
  }

  @Test
  void aServerThatIsNotThereAndAnAccountThatIsRefusedAreClear() {
    var nobody = new RawSource(url("jdbc:mysql://bob:hush@127.0.0.1:1/x"), "test");
    assertThatThrownBy(nobody::open)
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("Maybe the database is down")
        .hasMessageNotContaining("hush");
    var stranger =
        new RawSource(
            url("jdbc:mysql://bob:hush@127.0.0.1:" + MySqlServer.get().port() + "/source"), "test");
    assertThatThrownBy(stranger::open)
        .hasMessageContaining("refuses the account")
        .hasMessageContaining("LIFTGATE_SOURCE_USER")
        .hasMessageNotContaining("hush")
        .hasMessageNotContaining("bob");
  }
}
