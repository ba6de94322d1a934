/** The engine on DuckDB: in memory, in process, spilling to a folder when memory runs short. */
@NullMarked
package org.liftgate.engine.duckdb;

import org.jspecify.annotations.NullMarked;
