/** Synthetic control and synthetic difference in differences, for one block of treated units. */
@NullMarked
package org.liftgate.modeling.synthetic;

import org.jspecify.annotations.NullMarked;
