/** Draws weeks of spending and revenue with planted effects, past and through a mediator. */
@NullMarked
package org.liftgate.ingest.simulate.weekly;

import org.jspecify.annotations.NullMarked;
