/** What tests of stage and gate kinds share. */
@NullMarked
package org.liftgate.ingest.testing;

import org.jspecify.annotations.NullMarked;
