/** How to spend a budget, by what the draws of a mix say it returns. */
@NullMarked
package org.liftgate.modeling.mix.budget;

import org.jspecify.annotations.NullMarked;
