/** Draws clients by months with spends on channels of known effect. */
@NullMarked
package org.liftgate.ingest.simulate.channels;

import org.jspecify.annotations.NullMarked;
