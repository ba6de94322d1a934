/** How alike two arms are, column by column, before and after matching or weighting. */
@NullMarked
package org.liftgate.modeling.balance;

import org.jspecify.annotations.NullMarked;
