package org.liftgate.bench;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.liftgate.accumulate.BinaryWithin;
import org.liftgate.accumulate.CodedWithin;
import org.liftgate.accumulate.CompactPanel;
import org.liftgate.accumulate.LeastSquares;
import org.liftgate.accumulate.Workers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Kernels on data that fit the cache, one thread: 2,000 units by 50 periods, half of them seen. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
  private static final int UNITS = 2_000;
  private static final int PERIODS = 50;
  private static final int COLUMNS = 10;
  private static final Workers ONE = Workers.of(1);

  private CompactPanel panel = CompactPanel.of(new int[] {0, 1}, new byte[1], new byte[1]);
  private int[] unit = new int[0];
  private int[] period = new int[0];
  private double[] treated = new double[0];
  private int[] codes = new int[0];
  private double[] y = new double[0];
  private double[][] x = new double[0][];

  /** Draws the panel. */
  @Setup
  public void draw() {
    var random = new SplittableRandom(1);
    int most = UNITS * PERIODS;
    unit = new int[most];
    period = new int[most];
    treated = new double[most];
    codes = new int[most];
    int rows = 0;
    for (int i = 0; i < most; i++) {
      if (random.nextBoolean() || i % PERIODS == 0) {
        unit[rows] = i / PERIODS;
        period[rows] = i % PERIODS;
        int since = period[rows] - 20 - unit[rows] % 3 * 5;
        boolean never = unit[rows] % 2 == 0;
        treated[rows] = !never && since >= 0 ? 1 : 0;
        codes[rows++] =
            never || since == -1 ? -1 : Math.clamp(since + 5, 0, 10) - (since > -1 ? 1 : 0);
      }
    }
    unit = Arrays.copyOf(unit, rows);
    period = Arrays.copyOf(period, rows);
    treated = Arrays.copyOf(treated, rows);
    codes = Arrays.copyOf(codes, rows);
    y = random.doubles(rows).toArray();
    x = new double[COLUMNS][];
    Arrays.setAll(x, k -> random.doubles(y.length).toArray());
    panel = compact();
  }

  /** Reading columns into the compact layout. */
  @Benchmark
  public CompactPanel compact() {
    return CompactPanel.of(unit, period, treated, ONE).orElseThrow();
  }

  /** Two-way fixed effects of a binary treatment. */
  @Benchmark
  public BinaryWithin.Result binary() {
    return BinaryWithin.fit(panel, y, ONE);
  }

  /** Ten event dummies. */
  @Benchmark
  public CodedWithin.Result coded() {
    return CodedWithin.fit(panel, codes, 10, y, ONE);
  }

  /** Ten columns and an intercept, HC1 and clusters. */
  @Benchmark
  public LeastSquares.Result leastSquares() {
    return LeastSquares.fit(x, y, List.of(unit), false, ONE);
  }
}
