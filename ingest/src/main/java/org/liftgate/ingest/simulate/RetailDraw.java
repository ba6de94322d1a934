package org.liftgate.ingest.simulate;

import java.util.List;

/**
 * One draw of the retailer: everything latent, and who was mailed. Households are drawn again when
 * asked for, so that memory does not grow with their number.
 */
final class RetailDraw {
  private static final int HOUSEHOLDS_AT_SCALE_1 = 2_500;
  private static final int FEWEST_HOUSEHOLDS = 150;

  private final RetailParameters parameters;
  private final long seed;
  private final int households;
  private final Assortment assortment;
  private final List<Campaign> campaigns;
  private final Mailings mailings;
  private final Shopping shopping;

  private RetailDraw(RetailParameters parameters, double scale, long seed) {
    this.parameters = parameters;
    this.seed = seed;
    households = (int) Math.max(FEWEST_HOUSEHOLDS, StrictMath.round(HOUSEHOLDS_AT_SCALE_1 * scale));
    assortment = new Assortment(scale, seed);
    campaigns = List.copyOf(Campaign.plan(parameters, scale, seed, households));
    mailings = new Mailings(campaigns);
    shopping = new Shopping(parameters, seed, assortment, mailings);
  }

  /**
   * Lists are drawn campaign by campaign, each before anything that follows its start is looked at.
   */
  static RetailDraw of(RetailParameters parameters, double scale, long seed) {
    var draw = new RetailDraw(parameters, scale, seed);
    draw.campaigns.forEach(campaign -> Assignment.draw(draw, campaign));
    return draw;
  }

  RetailParameters parameters() {
    return parameters;
  }

  long seed() {
    return seed;
  }

  int households() {
    return households;
  }

  Household household(int index) {
    return Household.draw(parameters, seed, index);
  }

  Assortment assortment() {
    return assortment;
  }

  List<Campaign> campaigns() {
    return campaigns;
  }

  Mailings mailings() {
    return mailings;
  }

  Shopping shopping() {
    return shopping;
  }
}
