/** Priors, samplers and what tells whether chains have found their target. */
@NullMarked
package org.liftgate.modeling.bayes;

import org.jspecify.annotations.NullMarked;
