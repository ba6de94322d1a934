/** The report: a model of everything it shows, and the page made from it. */
@NullMarked
package org.liftgate.reporting.report;

import org.jspecify.annotations.NullMarked;
