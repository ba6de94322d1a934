package org.liftgate.app.journal;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.api.output.MigrateResult;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** The journal's database: H2 in the home by default, or the one {@code LIFTGATE_DB} names. */
public final class Database implements AutoCloseable {
  /** How long an H2 peer may take to take over from a host process that died. */
  private static final Duration RECONNECT = Duration.ofSeconds(15);

  /** Bytes from which on H2 tidies its file when it closes it; a fifth of a second each time. */
  private static final long TIDY = 64L << 20;

  private final AgroalDataSource pool;
  private final String dialect;
  private final Optional<Reserve> reserve;

  private Database(AgroalDataSource pool, String dialect, Optional<Reserve> reserve) {
    this.pool = pool;
    this.dialect = dialect;
    this.reserve = reserve;
  }

  /** Work inside one transaction; it may run again when the connection was lost before commit. */
  @FunctionalInterface
  public interface Work<T> {
    T in(Tx tx) throws SQLException;
  }

  /**
   * @param home folder of the H2 file when no URL is given
   * @param url JDBC URL of MySQL or H2, with user and password in it
   */
  public static Database open(Path home, Optional<String> url) {
    if (url.isEmpty()) {
      String secret = secret(home);
      return new Database(
          pool(h2Url(home), "liftgate", secret),
          "h2",
          Optional.of(Reserve.keep(home.resolve("db"))));
    }
    String given = url.get();
    if (given.startsWith("jdbc:mysql:")) {
      String sep = given.contains("?") ? "&" : "?";
      return new Database(
          pool(
              given + sep + "rewriteBatchedStatements=true&allowPublicKeyRetrieval=true",
              null,
              null),
          "mysql",
          Optional.empty());
    }
    if (given.startsWith("jdbc:h2:")) {
      return new Database(pool(given, "liftgate", ""), "h2", Optional.empty());
    }
    throw LiftgateException.input(
        Problem.of(
            "LIFTGATE_DB",
            given.replaceAll("password=[^&;]*", "password=***"),
            "must start with jdbc:mysql: or jdbc:h2:",
            "Maybe unset it: the default is an H2 file in the home."));
  }

  /**
   * Without WRITE_DELAY=0 an acknowledged commit is lost on kill -9; AUTO_SERVER lets several
   * processes share the file.
   */
  private static String h2Url(Path home) {
    System.setProperty("h2.bindAddress", "127.0.0.1");
    Path file = home.resolve("db").resolve("liftgate").toAbsolutePath();
    return "jdbc:h2:file:"
        + file
        + ";WRITE_DELAY=0;AUTO_SERVER=TRUE;LOCK_TIMEOUT=10000;MAX_COMPACT_TIME="
        + (file.resolveSibling("liftgate.mv.db").toFile().length() < TIDY ? 0 : 2000);
  }

  private static String secret(Path home) {
    Path file = home.resolve("db").resolve("secret");
    try {
      Files.createDirectories(file.getParent());
      if (!Files.exists(file)) {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Path tmp =
            Files.createTempFile(
                file.getParent(),
                "secret",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(tmp, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        try {
          Files.createLink(
              file, tmp); // fails if another process was first: theirs is the one to use
        } catch (java.nio.file.FileAlreadyExistsException _) {
          return Files.readString(file).strip();
        } finally {
          Files.delete(tmp);
        }
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw LiftgateException.failed(
          "home ("
              + home
              + ") must be a folder that can be written: "
              + e.getMessage()
              + "\nMaybe choose another with --home or LIFTGATE_HOME.",
          e);
    }
  }

  private static AgroalDataSource pool(String url, String user, String password) {
    var driver =
        url.startsWith("jdbc:mysql:") ? com.mysql.cj.jdbc.Driver.class : org.h2.Driver.class;
    var configuration =
        new AgroalDataSourceConfigurationSupplier()
            .connectionPoolConfiguration(
                p ->
                    p.maxSize(8)
                        .acquisitionTimeout(Duration.ofSeconds(30))
                        .connectionFactoryConfiguration(
                            f -> {
                              f.jdbcUrl(url).connectionProviderClass(driver).autoCommit(true);
                              if (user != null) {
                                f.principal(new NamePrincipal(user))
                                    .credential(new SimplePassword(password));
                              }
                              return f;
                            }));
    try {
      return AgroalDataSource.from(configuration);
    } catch (SQLException e) {
      throw unreachable(e);
    }
  }

  private static LiftgateException unreachable(SQLException e) {
    return LiftgateException.failed(
        "database cannot be reached: "
            + e.getMessage()
            + "\nMaybe it is down, or LIFTGATE_DB names another one; ./liftgate doctor looks closer.",
        e);
  }

  /** {@code h2} or {@code mysql}: the folder of the schema. */
  public String dialect() {
    return dialect;
  }

  /** Brings the schema to the version this program knows. Does nothing when it is there. */
  public MigrateResult migrate() {
    return SchemaMigration.run(pool, dialect, new StatementLog());
  }

  /** Whether the migrations of this digest have been applied by a program before. */
  public boolean current(String digest) {
    try {
      return transact(
              tx ->
                  tx.first("SELECT 1 FROM lg_cache WHERE cache_key = ?", r -> r.getInt(1), digest))
          .isPresent();
    } catch (LiftgateException e) {
      if (e.getCause() instanceof SQLException s && !lost(s)) {
        return false; // the journal is not there yet
      }
      throw e;
    }
  }

  /** Brings the schema to this program's, and remembers that. */
  public void migrate(String digest) {
    migrate();
    transact(
        tx -> {
          tx.update("DELETE FROM lg_cache WHERE cache_key = ?", digest);
          return tx.update(
              "INSERT INTO lg_cache (cache_key, run_id, body, created_at) VALUES (?, 'schema', '', ?)",
              digest,
              System.currentTimeMillis());
        });
  }

  /** A migration as the database has it; version is null for repeatable ones. */
  public record Applied(@Nullable String version, String description, @Nullable Integer checksum) {}

  /** Every migration applied, oldest first. */
  public List<Applied> applied() {
    String sql =
        "SELECT \"version\", \"description\", \"checksum\" FROM \"flyway_schema_history\" WHERE \"success\" = TRUE AND \"type\" = 'SQL' ORDER BY \"installed_rank\"";
    String quoted = dialect.equals("mysql") ? sql.replace('"', '`') : sql;
    return transact(
        tx ->
            tx.list(
                quoted,
                r -> new Applied(r.getString(1), r.getString(2), r.getObject(3, Integer.class))));
  }

  public <T> T transact(Work<T> work) {
    long deadline = System.nanoTime() + RECONNECT.toNanos();
    while (true) {
      try {
        return once(work);
      } catch (SQLException e) {
        boolean full = diskFull(e) || reserve.map(Reserve::starved).orElse(false);
        boolean freed = full && reserve.map(Reserve::free).orElse(false);
        if (freed) {
          pool.flush(AgroalDataSource.FlushMode.IDLE);
          continue;
        }
        if (!lost(e) || System.nanoTime() > deadline) {
          throw full
              ? LiftgateException.failed(
                  "the disk of the journal is full: "
                      + e.getMessage()
                      + "\nMaybe free some space and resume the run.",
                  e)
              : lost(e)
                  ? unreachable(e)
                  : LiftgateException.failed("the journal refused: " + e.getMessage(), e);
        }
        pool.flush(AgroalDataSource.FlushMode.IDLE);
        pause();
      }
    }
  }

  private <T> T once(Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.in(new Tx(connection));
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        rollback(connection, e);
        throw e;
      } finally {
        restore(connection);
      }
    }
  }

  private static void rollback(Connection connection, Exception because) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  private static void restore(Connection connection) throws SQLException {
    if (!connection.isClosed()) {
      connection.setAutoCommit(true);
    }
  }

  private static boolean diskFull(SQLException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (String.valueOf(t.getMessage()).contains("No space left")) {
        return true;
      }
    }
    return false;
  }

  /**
   * A lost connection, a database that moves to another host process, a lock: worth another try.
   */
  private static boolean lost(SQLException e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof SQLException s) {
        String state = s.getSQLState() == null ? "" : s.getSQLState();
        int code = s.getErrorCode();
        if (state.startsWith("08")
            || state.equals("40001")
            || code == 90067
            || code == 90098
            || code == 90121
            || code == 90020
            || code == 50200
            || code == 1213
            || code == 1205) {
          return true;
        }
      }
    }
    return false;
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw LiftgateException.cancelled();
    }
  }

  @Override
  public void close() {
    pool.close();
  }
}
