package org.liftgate.app.routes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.execute.ActiveRun;
import org.liftgate.app.execute.StageRunner;

/** The runs this process works on; messages carry their ids. */
@ApplicationScoped
public class ActiveRuns {
  private final Map<String, ActiveRun> runs = new ConcurrentHashMap<>();
  private final ReadWriteLock inUse = new ReentrantReadWriteLock();
  private volatile @Nullable StageRunner runner;

  public void use(StageRunner stageRunner) {
    runner = stageRunner;
  }

  StageRunner runner() {
    if (runner == null) {
      throw new IllegalStateException("no home has been opened");
    }
    return runner;
  }

  public void add(ActiveRun run) {
    runs.put(run.id(), run);
  }

  /** Waits until no route works on the run's journal any more: its home may then be closed. */
  public void remove(ActiveRun run) {
    runs.remove(run.id());
    inUse.writeLock().lock();
    inUse.writeLock().unlock();
  }

  /** Work on the journals of the runs, while none of them is being removed. */
  <T> T using(Supplier<T> work) {
    inUse.readLock().lock();
    try {
      return work.get();
    } finally {
      inUse.readLock().unlock();
    }
  }

  public @Nullable ActiveRun get(String id) {
    return runs.get(id);
  }

  public Collection<ActiveRun> all() {
    return runs.values();
  }
}
