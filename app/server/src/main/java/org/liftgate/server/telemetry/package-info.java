/** What the service tells those who watch it: metrics, log lines with ids, spans. */
@NullMarked
package org.liftgate.server.telemetry;

import org.jspecify.annotations.NullMarked;
