package org.liftgate.modeling.learn;

import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.tree.Cart;
import org.liftgate.modeling.tree.DecisionTree;

/**
 * One small tree that tries every cut (Breiman and others, 1984). Where a mean jumps it finds the
 * place to within a few rows; histogram learners know the edges of their bins alone, and of a jump
 * of both means within a bin the errors multiply.
 *
 * @param cart shape of the tree
 */
public record Steps(Cart cart) implements MeanLearner {
  /** So many cuts between the root and a leaf at most, leaves of 20; the mean alone at 0. */
  public static MeanLearner deep(int cuts) {
    return new Steps(new Cart(cuts, 20));
  }

  @Override
  public String name() {
    return "steps";
  }

  @Override
  public Mean fit(Features x, double[] y, long seed, Workers workers) {
    double[][] columns = x.numbers();
    List<String> names = IntStream.range(0, columns.length).mapToObj(j -> "x" + j).toList();
    DecisionTree tree = cart.regression(names, columns, y);
    return rows -> tree.predict(rows.numbers());
  }
}
