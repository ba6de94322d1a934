package org.liftgate.ingest.simulate;

/** Which products a campaign's coupons cover, and by which coupon. */
interface CouponBook {
  boolean covers(Campaign campaign, int product);

  /** A covered product of one of the campaign's commodities. */
  int draw(Campaign campaign, int commodity, Stream random);

  /** The key of the coupon that covers the product. */
  long coupon(Campaign campaign, int product);
}
