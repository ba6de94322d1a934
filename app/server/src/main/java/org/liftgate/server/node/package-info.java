/** One process among those that share a journal: takes runs and leads them. */
@NullMarked
package org.liftgate.server.node;

import org.jspecify.annotations.NullMarked;
