/** Gates that judge data, not designs. */
@NullMarked
package org.liftgate.ingest.gates;

import org.jspecify.annotations.NullMarked;
