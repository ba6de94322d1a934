package org.liftgate.bench.speed;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;

/**
 * Times of one bar.
 *
 * @param first wall seconds of the first call in its process
 * @param firstCpu processor seconds of that call, compilation included
 * @param median wall seconds, of five calls after the warm-up
 * @param least of these five
 * @param cpu median processor seconds of the process
 * @param allocated bytes a call allocates on the heap
 * @param held bytes a call holds at most beside its input
 * @param figures what the last call gave
 */
public record Measured(
    double first,
    double firstCpu,
    double median,
    double least,
    double cpu,
    long allocated,
    long held,
    Map<String, Double> figures) {
  private static final int CALLS = 5;
  private static final double WARM_UP_SECONDS = 2;
  private static final int WARM_UP_CALLS = 30;

  /** Calls once cold, then to warm up, then five times, then to see what is held. */
  static Measured of(Bar.Work work) throws InterruptedException {
    System.gc();
    double[] first = timed(work);
    long until = System.nanoTime() + (long) (1e9 * WARM_UP_SECONDS);
    for (int i = 0; i < WARM_UP_CALLS && (i < 2 || System.nanoTime() < until); i++) {
      work.call().get();
    }
    var wall = new double[CALLS];
    var cpu = new double[CALLS];
    var allocated = new double[CALLS];
    for (int i = 0; i < CALLS; i++) {
      System.gc();
      double[] t = timed(work);
      wall[i] = t[0];
      cpu[i] = t[1];
      allocated[i] = t[2];
    }
    Arrays.sort(wall);
    Arrays.sort(cpu);
    Arrays.sort(allocated);
    return new Measured(
        first[0],
        first[1],
        wall[CALLS / 2],
        wall[0],
        cpu[CALLS / 2],
        (long) allocated[CALLS / 2],
        LiveMemory.peak(work),
        work.call().get());
  }

  private static double[] timed(Bar.Work work) {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long cpu = system.getProcessCpuTime();
    long bytes = threads.getTotalThreadAllocatedBytes();
    long from = System.nanoTime();
    work.call().get();
    double wall = (System.nanoTime() - from) / 1e9;
    double busy = (system.getProcessCpuTime() - cpu) / 1e9;
    return new double[] {wall, busy, threads.getTotalThreadAllocatedBytes() - bytes};
  }
}
