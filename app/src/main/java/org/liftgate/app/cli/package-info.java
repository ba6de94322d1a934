/** The command line. */
@NullMarked
package org.liftgate.app.cli;

import org.jspecify.annotations.NullMarked;
