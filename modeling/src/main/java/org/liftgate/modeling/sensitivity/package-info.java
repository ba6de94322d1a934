/** How strong an unseen common cause would have to be to undo an effect. */
@NullMarked
package org.liftgate.modeling.sensitivity;

import org.jspecify.annotations.NullMarked;
