/** What a table holds, column by column and week by week. */
@NullMarked
package org.liftgate.reporting.explore;

import org.jspecify.annotations.NullMarked;
