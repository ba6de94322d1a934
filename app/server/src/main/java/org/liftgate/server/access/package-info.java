/** Who may do what. */
@NullMarked
package org.liftgate.server.access;

import org.jspecify.annotations.NullMarked;
