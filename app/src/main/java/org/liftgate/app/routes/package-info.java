/** The only package that knows Camel. */
@NullMarked
package org.liftgate.app.routes;

import org.jspecify.annotations.NullMarked;
