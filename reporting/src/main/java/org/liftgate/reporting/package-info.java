/** What people look at: exploration, charts, the report and the published tree. */
@NullMarked
package org.liftgate.reporting;

import org.jspecify.annotations.NullMarked;
