/** REST, version 1: resources, their documents and how failures are told. */
@NullMarked
package org.liftgate.server.api;

import org.jspecify.annotations.NullMarked;
