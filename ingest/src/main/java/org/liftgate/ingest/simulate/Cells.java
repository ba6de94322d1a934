package org.liftgate.ingest.simulate;

import java.util.List;

/**
 * Cells of a campaign's profit and loss, declared beforehand: commodities its coupons cover, their
 * declared substitutes that are not covered themselves, and the rest.
 */
final class Cells {
  static final int COVERED = 0;
  static final int SUBSTITUTES = 1;
  static final int REST = 2;
  static final List<String> NAMES = List.of("covered", "substitutes", "rest");

  private final byte[][] cell;

  Cells(List<Campaign> campaigns, Assortment assortment) {
    cell = new byte[campaigns.size()][assortment.commodities()];
    for (Campaign campaign : campaigns) {
      byte[] own = cell[campaign.index()];
      java.util.Arrays.fill(own, (byte) REST);
      for (int c : campaign.commodities()) {
        own[assortment.substituteOf(c)] = SUBSTITUTES;
      }
      for (int c : campaign.commodities()) {
        own[c] = COVERED;
      }
    }
  }

  int of(Campaign campaign, int commodity) {
    return cell[campaign.index()][commodity];
  }
}
