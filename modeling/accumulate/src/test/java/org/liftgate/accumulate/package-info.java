@NullMarked
package org.liftgate.accumulate;

import org.jspecify.annotations.NullMarked;
