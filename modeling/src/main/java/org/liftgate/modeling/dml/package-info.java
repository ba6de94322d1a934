/**
 * Double machine learning (Chernozhukov and others, 2018): effects given modifiers, after what
 * controls say of outcome and treatment has been learned on other rows and taken off. Partially
 * linear and sparse, doubly robust, and the T-, S- and X-learner.
 */
@NullMarked
package org.liftgate.modeling.dml;

import org.jspecify.annotations.NullMarked;
