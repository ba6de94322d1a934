@NullMarked
package org.liftgate.engine.duckdb;

import org.jspecify.annotations.NullMarked;
