/** Whether the shipped estimators keep their word on this machine. */
@NullMarked
package org.liftgate.app.selftest;

import org.jspecify.annotations.NullMarked;
