/**
 * When pipelines run by themselves: times by cron and zone, what happens to times that passed
 * unseen, and which of the times that are due may start. The journal makes it one run for each
 * schedule and nominal time, however many processes look.
 */
@NullMarked
package org.liftgate.app.schedule;

import org.jspecify.annotations.NullMarked;
