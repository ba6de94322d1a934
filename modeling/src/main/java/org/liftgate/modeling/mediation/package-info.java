/** How much of an effect runs through a mediator, and how frail the answer is. */
@NullMarked
package org.liftgate.modeling.mediation;

import org.jspecify.annotations.NullMarked;
