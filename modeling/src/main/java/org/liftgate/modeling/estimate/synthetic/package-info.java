/** Verbs {@code sdid} and {@code sc}. */
@NullMarked
package org.liftgate.modeling.estimate.synthetic;

import org.jspecify.annotations.NullMarked;
