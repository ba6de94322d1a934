package org.liftgate.modeling.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What each action would earn from each row, by doubly robust scores less costs. Only differences
 * between actions matter to a choice; levels matter to a value.
 *
 * @param actions A names, the first one first where two earn the same
 * @param values A x n, finite
 */
public record Rewards(List<String> actions, double[][] values) {
  public static final String NONE = "none";
  public static final String TREAT = "treat";

  public Rewards {
    actions = List.copyOf(actions);
    var problems = new ArrayList<String>();
    if (actions.isEmpty() || actions.size() != values.length) {
      problems.add(
          "actions (%d) and values (%d columns) must go together, one at least"
              .formatted(actions.size(), values.length));
    }
    for (int a = 0; a < Math.min(values.length, actions.size()); a++) {
      if (values[a].length != values[0].length) {
        problems.add(
            "%s (%d rows) must have %d rows"
                .formatted(actions.get(a), values[a].length, values[0].length));
      }
      if (!Arrays.stream(values[a]).allMatch(Double::isFinite)) {
        problems.add(actions.get(a) + " must be finite in every row");
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }

  /**
   * Treat or not: not treating earns nothing.
   *
   * @param scores n doubly robust scores of the effect, in units of what is earned
   * @param cost of treating one row
   */
  public static Rewards treatment(double[] scores, double cost) {
    return new Rewards(
        List.of(NONE, TREAT),
        new double[][] {
          new double[scores.length], Arrays.stream(scores).map(s -> s - cost).toArray()
        });
  }

  /**
   * Changes of a dose, such as a discount in points. The effect is taken as linear in the dose: a
   * change earns the effect per unit times the change, however large it is. Where the response
   * bends, large changes are valued wrongly; give {@link #Rewards} scores of each dose instead.
   *
   * @param effectPerUnit n scores of what one more unit of the dose earns
   * @param actions A names
   * @param changes A changes of the dose
   * @param costs A costs per row
   */
  public static Rewards doses(
      double[] effectPerUnit, List<String> actions, double[] changes, double[] costs) {
    if (changes.length != actions.size() || costs.length != actions.size()) {
      throw new IllegalArgumentException(
          "changes (%d) and costs (%d) must have one value for each of %d actions"
              .formatted(changes.length, costs.length, actions.size()));
    }
    var values = new double[actions.size()][];
    Arrays.setAll(
        values, a -> Arrays.stream(effectPerUnit).map(e -> e * changes[a] - costs[a]).toArray());
    return new Rewards(actions, values);
  }

  public int rows() {
    return values[0].length;
  }

  Rewards take(int[] rows) {
    return new Rewards(
        actions,
        Arrays.stream(values)
            .map(v -> Arrays.stream(rows).mapToDouble(i -> v[i]).toArray())
            .toArray(double[][]::new));
  }
}
