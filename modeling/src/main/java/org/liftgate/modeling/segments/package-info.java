/** Effects by segment of rows in clusters: four cells each, few clusters, honest search. */
@NullMarked
package org.liftgate.modeling.segments;

import org.jspecify.annotations.NullMarked;
