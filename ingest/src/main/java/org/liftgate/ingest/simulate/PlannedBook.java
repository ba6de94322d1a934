package org.liftgate.ingest.simulate;

/** One coupon a commodity, on middling sellers. */
record PlannedBook(Assortment assortment) implements CouponBook {
  private static final long FIRST_COUPON = 10_000_080_000L;

  @Override
  public boolean covers(Campaign campaign, int product) {
    int commodity = assortment.commodityOf(product);
    return campaign.covers(commodity) && assortment.covered(commodity, product);
  }

  @Override
  public int draw(Campaign campaign, int commodity, Stream random) {
    return assortment.drawCovered(commodity, random);
  }

  @Override
  public long coupon(Campaign campaign, int product) {
    return coupon(campaign.key(), assortment.commodityOf(product));
  }

  static long coupon(int campaign, int commodity) {
    return FIRST_COUPON + campaign * 1_000L + commodity;
  }
}
