package org.liftgate.modeling.policy;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;

/** Seconds of exact searches of depth two: rows, features, actions as arguments. */
public final class PolicySpeed {
  private PolicySpeed() {}

  public static void main(String[] arguments) {
    int n = Integer.parseInt(arguments[0]);
    int p = Integer.parseInt(arguments[1]);
    int actions = Integer.parseInt(arguments[2]);
    var random = new SplittableRandom(1);
    double[][] x = new double[p][];
    java.util.Arrays.setAll(
        x, _ -> IntStream.range(0, n).mapToDouble(_ -> random.nextGaussian()).toArray());
    double[][] values = new double[actions][];
    java.util.Arrays.setAll(
        values,
        a -> IntStream.range(0, n).mapToDouble(i -> a * x[0][i] + random.nextGaussian()).toArray());
    var names = IntStream.range(0, p).mapToObj(f -> "x" + f).toList();
    var rewards = new Rewards(IntStream.range(0, actions).mapToObj(a -> "a" + a).toList(), values);
    for (int k = 0; k < 3; k++) {
      long start = System.nanoTime();
      var learned = new PolicyTree(2, 50).learn(names, x, rewards, Workers.all());
      System.out.printf(
          "%d x %d, %d actions: %.3f s, value %.6f%n",
          n, p, actions, (System.nanoTime() - start) / 1e9, learned.value());
    }
  }
}
