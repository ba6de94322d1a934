/** Whole problems against their speed bars: one class a bar, each run in a process of its own. */
@NullMarked
package org.liftgate.bench.speed;

import org.jspecify.annotations.NullMarked;
