/** Many effects side by side: shrunken, ranked, and corrected for how many they are. */
@NullMarked
package org.liftgate.modeling.portfolio;

import org.jspecify.annotations.NullMarked;
