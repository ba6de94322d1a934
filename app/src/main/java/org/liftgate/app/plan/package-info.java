/** What a run will do, as data: no side effects. */
@NullMarked
package org.liftgate.app.plan;

import org.jspecify.annotations.NullMarked;
