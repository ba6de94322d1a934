/**
 * Databases that hold raw data: their URLs without credentials, filling them, reading from them.
 */
@NullMarked
package org.liftgate.app.source;

import org.jspecify.annotations.NullMarked;
