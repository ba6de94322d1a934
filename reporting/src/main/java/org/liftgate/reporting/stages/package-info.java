/** The stage kinds of this room; the only place here that touches the engine. */
@NullMarked
package org.liftgate.reporting.stages;

import org.jspecify.annotations.NullMarked;
