/**
 * Effects that differ by features: an honest, orthogonalised causal forest and what may be said
 * from it. {@link org.liftgate.modeling.forest.causal.CausalForest} grows on the grower of all
 * forests.
 */
@NullMarked
package org.liftgate.modeling.forest.causal;

import org.jspecify.annotations.NullMarked;
