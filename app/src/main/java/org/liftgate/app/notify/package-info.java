/** Tells people how nights went: whom, of what, and in which words. The service delivers. */
@NullMarked
package org.liftgate.app.notify;

import org.jspecify.annotations.NullMarked;
