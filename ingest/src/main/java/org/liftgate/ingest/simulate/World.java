package org.liftgate.ingest.simulate;

import java.util.BitSet;

/**
 * A course of events: the same households and draws, with these mailings sent and these discounts
 * offered. Lists stay as they were drawn in the world observed, in every world.
 */
@FunctionalInterface
interface World {
  boolean reaches(Campaign campaign, int household);

  /** Points of depth a store offers where it offers {@code observed} in the world observed. */
  default int points(int observed) {
    return observed;
  }

  static World asObserved() {
    return (_, _) -> true;
  }

  static World without(Campaign removed) {
    return (campaign, _) -> campaign.index() != removed.index();
  }

  static World withoutAny() {
    return (_, _) -> false;
  }

  /** Every mailing to these households removed. */
  static World withoutCohort(BitSet households) {
    return (_, household) -> !households.get(household);
  }

  /** Every commodity offered so many points deeper, in each store and week. */
  static World deeper(int points) {
    return new Offer(points, 1);
  }

  static World withoutDeals() {
    return new Offer(0, 0);
  }

  /** As observed but for depth: {@code share * observed + shift}. */
  record Offer(int shift, int share) implements World {
    @Override
    public boolean reaches(Campaign campaign, int household) {
      return true;
    }

    @Override
    public int points(int observed) {
      return share * observed + shift;
    }
  }
}
