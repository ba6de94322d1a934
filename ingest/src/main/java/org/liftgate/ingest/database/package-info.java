/** Tables of MySQL and H2 as raw data: what is there, one snapshot of it, its cells. Plain JDBC. */
@NullMarked
package org.liftgate.ingest.database;

import org.jspecify.annotations.NullMarked;
