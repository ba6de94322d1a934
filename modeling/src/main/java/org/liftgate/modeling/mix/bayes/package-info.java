/** The joint Bayesian media mix: curves and effects sampled together, controls integrated out. */
@NullMarked
package org.liftgate.modeling.mix.bayes;

import org.jspecify.annotations.NullMarked;
