/** Draws customers with a price each and a demand that responds to it in a known way. */
@NullMarked
package org.liftgate.ingest.simulate.pricing;

import org.jspecify.annotations.NullMarked;
