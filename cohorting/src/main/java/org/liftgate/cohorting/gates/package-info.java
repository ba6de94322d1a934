/** Gate kinds that judge the design: are there two arms, both sides of the start, enough units. */
@NullMarked
package org.liftgate.cohorting.gates;

import org.jspecify.annotations.NullMarked;
