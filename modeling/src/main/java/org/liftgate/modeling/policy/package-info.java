/** Whom to treat: trees that earn the most, what policies are worth on rows not seen, and SQL. */
@NullMarked
package org.liftgate.modeling.policy;

import org.jspecify.annotations.NullMarked;
