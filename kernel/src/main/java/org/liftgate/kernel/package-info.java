/** The words of Liftgate as types. Depends on the JDK and JSpecify alone. */
@NullMarked
package org.liftgate.kernel;

import org.jspecify.annotations.NullMarked;
