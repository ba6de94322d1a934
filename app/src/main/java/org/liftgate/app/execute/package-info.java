/** One stage from claim to commit. */
@NullMarked
package org.liftgate.app.execute;

import org.jspecify.annotations.NullMarked;
