/** Measurements, never tests: what a stage costs, how fast an estimator is. */
@NullMarked
package org.liftgate.bench;

import org.jspecify.annotations.NullMarked;
