/** What the tests of the rooms share. */
@NullMarked
package org.liftgate.testing;

import org.jspecify.annotations.NullMarked;
