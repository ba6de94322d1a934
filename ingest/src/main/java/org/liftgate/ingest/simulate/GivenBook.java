package org.liftgate.ingest.simulate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** Products that coupons cover, each with the lowest key of its coupons. */
final class GivenBook implements CouponBook {
  private final int[][] products;
  private final long[][] coupons;
  private final BitSet[] covered;
  private final int[][][] byCommodity;

  /**
   * @param entries coupon by product, by campaign
   */
  GivenBook(Assortment assortment, List<Campaign> campaigns, List<Map<Integer, Long>> entries) {
    products = new int[campaigns.size()][];
    coupons = new long[campaigns.size()][];
    covered = new BitSet[campaigns.size()];
    byCommodity = new int[campaigns.size()][][];
    for (Campaign campaign : campaigns) {
      int k = campaign.index();
      products[k] = entries.get(k).keySet().stream().mapToInt(p -> p).toArray();
      coupons[k] = entries.get(k).values().stream().mapToLong(c -> c).toArray();
      covered[k] = new BitSet();
      Arrays.stream(products[k]).forEach(covered[k]::set);
      byCommodity[k] =
          Arrays.stream(campaign.commodities())
              .mapToObj(
                  c ->
                      Arrays.stream(products[k])
                          .filter(p -> assortment.commodityOf(p) == c)
                          .toArray())
              .toArray(int[][]::new);
    }
  }

  @Override
  public boolean covers(Campaign campaign, int product) {
    return covered[campaign.index()].get(product);
  }

  @Override
  public int draw(Campaign campaign, int commodity, Stream random) {
    int at = Arrays.binarySearch(campaign.commodities(), commodity);
    int[] own = byCommodity[campaign.index()][at];
    return own[random.below(own.length)];
  }

  @Override
  public long coupon(Campaign campaign, int product) {
    int k = campaign.index();
    return coupons[k][Arrays.binarySearch(products[k], product)];
  }
}
