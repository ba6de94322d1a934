package org.liftgate.bench.speed;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What a call holds at most beside its input: while calls go on, the heap is collected again and
 * again, and what outlives a collection counts.
 */
final class LiveMemory {
  private static final double SECONDS = 2;
  private static final int COLLECTIONS = 20;

  private LiveMemory() {}

  /** Bytes, the most of some collections at chance moments of calls. */
  static long peak(Bar.Work work) throws InterruptedException {
    long before = live();
    var over = new AtomicBoolean();
    var calls =
        new Thread(
            () -> {
              while (!over.get()) {
                work.call().get();
              }
            });
    calls.setDaemon(true);
    calls.start();
    long most = before;
    long until = System.nanoTime() + (long) (1e9 * SECONDS);
    for (int i = 0; i < COLLECTIONS || System.nanoTime() < until; i++) {
      Thread.sleep(i % 7);
      most = Math.max(most, live());
    }
    over.set(true);
    calls.join();
    return most - before;
  }

  private static long live() {
    System.gc();
    long used = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      boolean heap = pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null;
      used += heap ? pool.getCollectionUsage().getUsed() : 0;
    }
    return used;
  }
}
