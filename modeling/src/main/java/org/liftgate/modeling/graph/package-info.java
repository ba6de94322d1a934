/**
 * Causal graphs: what separates what, which effect can be told from data by which formula, and what
 * a graph says that data may contradict. Plain values, no engine.
 */
@NullMarked
package org.liftgate.modeling.graph;

import org.jspecify.annotations.NullMarked;
