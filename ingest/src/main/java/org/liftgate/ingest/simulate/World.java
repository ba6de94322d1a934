package org.liftgate.ingest.simulate;

/** A course of events: the same households and draws, with these campaigns sent. */
@FunctionalInterface
interface World {
  boolean sends(Campaign campaign);

  static World asObserved() {
    return _ -> true;
  }

  static World without(Campaign removed) {
    return campaign -> campaign.index() != removed.index();
  }

  static World withoutAny() {
    return _ -> false;
  }
}
