/** The only package of the service that knows Camel. */
@NullMarked
package org.liftgate.server.routes;

import org.jspecify.annotations.NullMarked;
