/** One estimator on one file: the file into columns, findings into a document. */
@NullMarked
package org.liftgate.app.estimate;

import org.jspecify.annotations.NullMarked;
