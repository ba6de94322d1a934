/**
 * Pipelines as data: YAML read with positions, bound to the parameters of kinds, all problems at
 * once.
 */
@NullMarked
package org.liftgate.app.pipeline;

import org.jspecify.annotations.NullMarked;
