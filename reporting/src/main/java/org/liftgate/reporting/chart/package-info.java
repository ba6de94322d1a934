/**
 * Charts as plain SVG that needs no script: scales, axes, labels and the few kinds of picture a
 * report uses.
 */
@NullMarked
package org.liftgate.reporting.chart;

import org.jspecify.annotations.NullMarked;
