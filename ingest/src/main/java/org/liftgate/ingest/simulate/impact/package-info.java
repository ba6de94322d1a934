/** Draws sales of stores before and after a campaign of known effect. */
@NullMarked
package org.liftgate.ingest.simulate.impact;

import org.jspecify.annotations.NullMarked;
