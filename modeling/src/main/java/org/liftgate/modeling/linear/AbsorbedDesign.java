package org.liftgate.modeling.linear;

import java.util.List;
import org.liftgate.accumulate.WeightedDesign;

/**
 * The design after effects were cleared from it. Effects that a covariance needs to see are laid
 * out as dummies before the sample's columns.
 *
 * @param laidOut number of dummies
 * @param squaresBefore weighted squares about the mean of each column before effects were cleared;
 *     empty without effects
 * @param totalSquares the same of the outcome
 * @param absorbed effects that were cleared
 */
record AbsorbedDesign(
    WeightedDesign design,
    int laidOut,
    double[] squaresBefore,
    double totalSquares,
    List<Grouping> absorbed,
    List<String> notes)
    implements Absorption {}
