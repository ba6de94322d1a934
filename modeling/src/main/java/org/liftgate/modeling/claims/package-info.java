/** Sentences that somebody states, held against estimates. */
@org.jspecify.annotations.NullMarked
package org.liftgate.modeling.claims;
