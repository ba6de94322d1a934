/** Event studies whose parallel trends may fail by a bounded amount (Rambachan and Roth, 2023). */
@NullMarked
package org.liftgate.modeling.staggered.honest;

import org.jspecify.annotations.NullMarked;
