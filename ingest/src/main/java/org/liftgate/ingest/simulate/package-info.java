/**
 * Simulators: raw files of known truth. Truth is defined by worlds: one set of latent draws,
 * re-read with and without a campaign.
 */
@NullMarked
package org.liftgate.ingest.simulate;

import org.jspecify.annotations.NullMarked;
