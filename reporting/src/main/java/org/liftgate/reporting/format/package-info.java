/** Numbers and words as people read them. */
@NullMarked
package org.liftgate.reporting.format;

import org.jspecify.annotations.NullMarked;
