/** Two runs side by side, and why they differ. */
@org.jspecify.annotations.NullMarked
package org.liftgate.app.compare;
