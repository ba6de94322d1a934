/** How the data of a pipeline changed from run to run: rows, columns, and what gates said. */
@org.jspecify.annotations.NullMarked
package org.liftgate.app.quality;
