package org.liftgate.app.execute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.liftgate.app.journal.Database;
import org.liftgate.app.journal.Journal;
import org.liftgate.app.pipeline.Catalog;
import org.liftgate.app.pipeline.PipelineLoader;
import org.liftgate.app.plan.CodeDigest;
import org.liftgate.app.store.ArtifactStore;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** The parts of one Liftgate process on one home, put together. */
public final class Platform implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Platform.class.getName());

  private final Path home;
  private final Path shipped;
  private final Database database;
  private final Journal journal;
  private final ArtifactStore store;
  private final Catalog catalog;
  private final Limits limits;
  private final List<RunListener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean stopping;

  /** Heavy work at once in this process: more would only fight for cores and memory. */
  private final java.util.concurrent.Semaphore heavy;

  /**
   * @param memoryMb limit of an engine's own memory, in megabytes
   * @param threads worker threads of an engine
   */
  public record Limits(long memoryMb, int threads) {
    public Limits {
      if (memoryMb < 64 || threads < 1) {
        throw LiftgateException.input(
            Problem.of(
                "LIFTGATE_MEMORY",
                memoryMb + " MB, " + threads + " threads",
                "must be at least 64 MB and 1 thread",
                "Maybe a unit is missing."));
      }
    }

    public static Limits fromEnvironment() {
      return new Limits(
          number("LIFTGATE_MEMORY", share()),
          (int) number("LIFTGATE_THREADS", Runtime.getRuntime().availableProcessors()));
    }

    /** A sixteenth of the machine's memory, as two stages may calculate at once beside Java. */
    private static long share() {
      var machine = java.lang.management.ManagementFactory.getOperatingSystemMXBean();
      long bytes =
          machine instanceof com.sun.management.OperatingSystemMXBean known
              ? known.getTotalMemorySize()
              : 0;
      return Math.clamp(bytes / 16 / (1 << 20), 400, 1500);
    }

    private static long number(String name, long fallback) {
      String text = System.getenv(name);
      if (text == null || text.isBlank()) {
        return fallback;
      }
      try {
        return Long.parseLong(text.strip());
      } catch (NumberFormatException _) {
        throw LiftgateException.input(
            Problem.of(
                name,
                text,
                "must be a whole number",
                name.equals("LIFTGATE_MEMORY") ? "Maybe 400 for 400 megabytes." : "Maybe 2."));
      }
    }
  }

  private Platform(Path home, Path shipped, Database database, Limits limits, Clock clock) {
    this.home = home;
    this.shipped = shipped;
    this.database = database;
    this.journal = new Journal(database, clock);
    this.store = new ArtifactStore(home);
    this.catalog = new Catalog(List.of(new MigrateStage(database)));
    this.limits = limits;
    this.heavy = new java.util.concurrent.Semaphore(Math.min(2, limits.threads()), true);
  }

  void enter() {
    heavy.acquireUninterruptibly();
  }

  void leave() {
    heavy.release();
  }

  /** From now on the listener hears of every run this process leads. */
  public void listen(RunListener listener) {
    listeners.add(listener);
  }

  void tell(RunEvent event) {
    for (RunListener listener : listeners) {
      try {
        listener.on(event);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "a listener failed: " + e);
      }
    }
  }

  /** Opens the home and the journal; brings the journal to this program's version. */
  public static Platform open(Path home, Path shipped, Optional<String> url, Limits limits) {
    return open(home, shipped, url, limits, Clock.systemUTC());
  }

  /**
   * The same by another clock.
   *
   * @param clock that the journal and the schedules go by
   */
  public static Platform open(
      Path home, Path shipped, Optional<String> url, Limits limits, Clock clock) {
    Path root = home.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root.resolve("tmp"));
      Files.deleteIfExists(Files.createTempFile(root.resolve("tmp"), "probe", null));
    } catch (IOException e) {
      throw LiftgateException.failed(
          "home ("
              + root
              + ") must be a folder that can be written: "
              + e.getMessage()
              + "\nMaybe choose another with --home or LIFTGATE_HOME, or free space on its disk.",
          e);
    }
    Database database = Database.open(root, url);
    try {
      String migrations = CodeDigest.of("schema/" + database.dialect() + "/V1__journal.sql");
      if (!database.current(migrations)) {
        database.migrate(migrations);
      }
      return new Platform(root, shipped, database, limits, clock);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** From now on this process begins no stage; those under way may end. */
  public void stop() {
    stopping = true;
  }

  public boolean stopping() {
    return stopping;
  }

  public Path home() {
    return home;
  }

  public Path shipped() {
    return shipped;
  }

  public Journal journal() {
    return journal;
  }

  public Database database() {
    return database;
  }

  public ArtifactStore store() {
    return store;
  }

  public Catalog catalog() {
    return catalog;
  }

  public Limits limits() {
    return limits;
  }

  public PipelineLoader loader() {
    return new PipelineLoader(catalog);
  }

  public Engine engine(String name) {
    Engine engine = catalog.engines().get(name);
    if (engine == null) {
      throw LiftgateException.input(
          Problem.of(
              "--engine", name, "is not here", "Maybe one of " + catalog.engines().keySet() + "."));
    }
    return engine;
  }

  /** A session for looking at stored tables outside a run. */
  public Engine.Session look() {
    return engine("duckdb")
        .open(new Engine.Settings(home.resolve("tmp"), limits.memoryMb() << 20, limits.threads()));
  }

  @Override
  public void close() {
    database.close();
  }
}
