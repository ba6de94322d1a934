/** Stage kinds of this room: the only package that touches the engine and a stage's context. */
@NullMarked
package org.liftgate.modeling.stages;

import org.jspecify.annotations.NullMarked;
