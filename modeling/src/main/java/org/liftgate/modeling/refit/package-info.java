/** What is tried against an effect by estimating it again: changed rows, columns and causes. */
@NullMarked
package org.liftgate.modeling.refit;

import org.jspecify.annotations.NullMarked;
