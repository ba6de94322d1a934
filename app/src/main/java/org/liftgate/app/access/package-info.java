/** Who may use the service: users, tokens, sessions, and the audit as documents. */
@NullMarked
package org.liftgate.app.access;

import org.jspecify.annotations.NullMarked;
