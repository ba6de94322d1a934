/** Stage kinds that bring data in and clean it by SQL. */
@NullMarked
package org.liftgate.ingest.stages;

import org.jspecify.annotations.NullMarked;
