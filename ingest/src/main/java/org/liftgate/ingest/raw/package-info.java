/** Raw delimited files as they come: which layout they are, and whether they can be read. */
@NullMarked
package org.liftgate.ingest.raw;

import org.jspecify.annotations.NullMarked;
