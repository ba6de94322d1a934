package org.liftgate.ingest.simulate;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Who is on which campaign's list. A campaign whose list is not drawn yet has mailed nobody. */
final class Mailings {
  private final List<Campaign> campaigns;
  private final BitSet[] lists;

  Mailings(List<Campaign> campaigns) {
    this.campaigns = campaigns;
    lists = new BitSet[campaigns.size()];
    for (int k = 0; k < lists.length; k++) {
      lists[k] = new BitSet();
    }
  }

  void mail(Campaign campaign, int household) {
    lists[campaign.index()].set(household);
  }

  boolean has(Campaign campaign, int household) {
    return lists[campaign.index()].get(household);
  }

  BitSet list(Campaign campaign) {
    return (BitSet) lists[campaign.index()].clone();
  }

  /** The campaigns that reach a household, in order of start. */
  List<Campaign> of(int household) {
    return campaigns.stream().filter(c -> has(c, household)).toList();
  }

  /** The campaign of a household's first mailing; of several on one day the first planned. */
  Optional<Campaign> first(int household) {
    return of(household).stream().findFirst();
  }
}
