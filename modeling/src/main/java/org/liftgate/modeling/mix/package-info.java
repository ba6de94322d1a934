/** Media-mix regressions of weekly series: adstock, saturation, season, scaling, two stages. */
@NullMarked
package org.liftgate.modeling.mix;

import org.jspecify.annotations.NullMarked;
