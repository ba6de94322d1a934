/**
 * Mergeable accumulators: estimators' sums over rows that can be taken in pieces, on threads or on
 * the executors of a cluster, and merged in a fixed order. Pieces are cut by the data alone, so a
 * result has the same bytes whatever the number of threads. Depends on the JDK alone, release 17.
 */
@NullMarked
package org.liftgate.accumulate;

import org.jspecify.annotations.NullMarked;
