/**
 * The service: the same code as the command line behind REST, a console and schedules. A second
 * Quarkus application, so that the command line starts without any of it.
 */
@NullMarked
package org.liftgate.server;

import org.jspecify.annotations.NullMarked;
