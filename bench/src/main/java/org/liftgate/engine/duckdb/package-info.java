/** Measurements that need to see inside the engine. */
@NullMarked
package org.liftgate.engine.duckdb;

import org.jspecify.annotations.NullMarked;
