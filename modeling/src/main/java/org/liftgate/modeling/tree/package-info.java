/** Exact decision trees: regression, classification, boosting, and effects read off one tree. */
@NullMarked
package org.liftgate.modeling.tree;

import org.jspecify.annotations.NullMarked;
