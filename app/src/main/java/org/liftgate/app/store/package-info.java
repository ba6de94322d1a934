/** Artifacts by hash, manifests, run folders, the published tree. */
@NullMarked
package org.liftgate.app.store;

import org.jspecify.annotations.NullMarked;
