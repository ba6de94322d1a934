/** The database that decides what may run next. */
@NullMarked
package org.liftgate.app.journal;

import org.jspecify.annotations.NullMarked;
