/**
 * What a run, an artifact or a pipeline looks like in JSON: the same on the command line and over
 * REST.
 */
@NullMarked
package org.liftgate.app.document;

import org.jspecify.annotations.NullMarked;
