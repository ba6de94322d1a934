package org.liftgate.server.node;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.Progress;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.routes.Conductor;

/**
 * Leads runs that wait: those triggered here at once, those of other processes and of crashed ones
 * when it looks, once a second. It leads a few at a time; the others wait in the journal, where any
 * other node may take them.
 */
@ApplicationScoped
public class Node {
  private static final Logger LOG = Logger.getLogger(Node.class);
  private static final long LOOK_MILLIS = 1000;
  private static final Duration LET_GO = Duration.ofSeconds(2);

  private final Platform platform;
  private final Conductor conductor;
  private final Semaphore room;
  private final Duration patience;
  private final Map<String, Thread> leading = new ConcurrentHashMap<>();
  private volatile boolean closing;
  private @Nullable Thread camel;

  @Inject
  Node(
      Platform platform,
      Conductor conductor,
      @ConfigProperty(name = "liftgate.runs", defaultValue = "4") int runs,
      @ConfigProperty(name = "liftgate.stop-within", defaultValue = "15") int patience) {
    this.platform = platform;
    this.conductor = conductor;
    this.room = new Semaphore(runs);
    this.patience = Duration.ofSeconds(patience);
  }

  void start(@Observes StartupEvent event) {
    camel = conductor.startEarly();
    Thread.ofPlatform().daemon().name("look-for-runs").start(this::look);
  }

  /**
   * Stages under way end or are given back; runs stay in the journal, let go, and go on here or
   * elsewhere.
   */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    closing = true;
    conductor.drain(platform, patience);
    for (Thread leader : leading.values()) {
      leader.interrupt();
      leader.join(LET_GO);
    }
    awaitCamel();
  }

  /** It cannot start while its container goes down. */
  public void awaitCamel() throws InterruptedException {
    if (camel != null) {
      camel.join();
    }
  }

  private void look() {
    while (!closing) {
      try {
        for (String run : platform.journal().leads().waiting()) {
          offer(run);
        }
      } catch (RuntimeException e) {
        LOG.warn("the journal cannot be asked for runs: " + e.getMessage());
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  /** Leads a run now if there is room; otherwise it goes on waiting. */
  public void offer(String run) {
    if (closing || leading.containsKey(run) || !room.tryAcquire()) {
      return;
    }
    // Drawing data and hashing take a core for a while: virtual threads would leave none to others.
    Thread thread = Thread.ofPlatform().daemon().name("lead-" + run).unstarted(() -> lead(run));
    if (leading.putIfAbsent(run, thread) == null) {
      thread.start();
    } else {
      room.release();
    }
  }

  /** Runs this process leads now. */
  public Set<String> leading() {
    return Set.copyOf(leading.keySet());
  }

  private void lead(String run) {
    try {
      var active = new RunStarter(platform).take(run, Progress.SILENT);
      if (active.isPresent()) {
        conductor.conduct(platform, active.get());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.warn("run " + run + " cannot be led: " + e.getMessage());
    } finally {
      leading.remove(run);
      room.release();
    }
  }
}
