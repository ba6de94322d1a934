package org.liftgate.ingest.stages;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.liftgate.ingest.database.SharedSnapshot;
import org.liftgate.ingest.database.TableRead;
import org.liftgate.ingest.database.TableRead.Part;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.StageContext.RawDatabase;

/** Reads parts of tables, one reader a connection, each row straight into its landing. */
final class PartReaders {
  private static final int MOST_PROBLEMS = 100;

  private final RawDatabase database;
  private final SharedSnapshot snapshot;
  private final Engine.Session engine;
  private final Path scratch;
  private final Told told;
  private final long total;
  private final AtomicLong done = new AtomicLong();
  private final Map<TableRead, AtomicLong> rows = new ConcurrentHashMap<>();
  private final Map<Part, List<Path>> landed = new ConcurrentHashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  /**
   * @param total rows of all parts, for progress
   */
  PartReaders(
      RawDatabase database,
      SharedSnapshot snapshot,
      Engine.Session engine,
      Path scratch,
      Told told,
      long total) {
    this.database = database;
    this.snapshot = snapshot;
    this.engine = engine;
    this.scratch = scratch;
    this.told = told;
    this.total = total;
  }

  /** Rows read of a table. */
  long rows(TableRead read) {
    return rows.getOrDefault(read, new AtomicLong()).get();
  }

  /**
   * @return the files of each part
   * @throws LiftgateException with up to 100 cells that do not fit, or what broke the reading
   */
  Map<Part, List<Path>> read(List<Part> parts) {
    Queue<Part> left = new ConcurrentLinkedQueue<>(parts);
    try (var pool = Executors.newFixedThreadPool(snapshot.connections().size())) {
      List<Future<?>> work = new ArrayList<>();
      for (Connection connection : snapshot.connections()) {
        work.add(pool.submit(() -> take(left, connection)));
      }
      work.forEach(PartReaders::await);
    }
    RuntimeException broken = failure.get();
    if (broken != null) {
      throw broken;
    }
    SnapshotStage.stop(
        problems.stream()
            .sorted(Comparator.comparing(Problem::sentence))
            .limit(MOST_PROBLEMS)
            .toList());
    return landed;
  }

  private static void await(Future<?> work) {
    try {
      work.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw LiftgateException.cancelled();
    }
  }

  /** The first reader that fails makes the others stop. */
  private void take(Queue<Part> left, Connection connection) {
    try {
      for (Part part; failure.get() == null && (part = left.poll()) != null; ) {
        land(part, connection);
      }
    } catch (SQLException e) {
      failure.compareAndSet(null, database.fault(e, "reading " + database.name()));
    } catch (RuntimeException e) {
      failure.compareAndSet(null, e);
    }
  }

  private void land(Part part, Connection connection) throws SQLException {
    TableRead read = part.read();
    String name = read.table() + "-" + part.ordinal();
    try (Engine.Landing landing = engine.land(name, read.landed(), scratch)) {
      read.read(part, connection, new Into(read, landing));
      landed.put(part, landing.finish());
    }
  }

  private final class Into implements TableRead.Rows {
    private final TableRead read;
    private final Engine.Landing landing;

    Into(TableRead read, Engine.Landing landing) {
      this.read = read;
      this.landing = landing;
    }

    @Override
    public void row(@Nullable Object[] values) {
      landing.add(values);
    }

    @Override
    public void unfit(Problem problem) {
      synchronized (problems) {
        problems.add(problem);
      }
    }

    @Override
    public void read(long more) {
      rows.computeIfAbsent(read, _ -> new AtomicLong()).addAndGet(more);
      told.progress("reading " + read.name(), done.addAndGet(more), total);
      if (failure.get() != null) {
        throw LiftgateException.cancelled(); // the failure that came first is the one told
      }
      synchronized (problems) {
        if (problems.size() >= MOST_PROBLEMS) {
          SnapshotStage.stop(problems.subList(0, MOST_PROBLEMS));
        }
      }
    }
  }
}
