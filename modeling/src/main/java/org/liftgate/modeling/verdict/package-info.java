/** From an estimate and what was tried against it to one of five words, with reasons. */
@NullMarked
package org.liftgate.modeling.verdict;

import org.jspecify.annotations.NullMarked;
