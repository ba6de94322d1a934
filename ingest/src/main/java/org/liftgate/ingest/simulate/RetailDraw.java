package org.liftgate.ingest.simulate;

import java.util.List;

/**
 * One draw of the retailer: everything latent, and who was mailed. Households are drawn again when
 * asked for, so that memory does not grow with their number.
 */
final class RetailDraw {
  static final int HOUSEHOLDS_AT_SCALE_1 = 2_500;
  private static final int FEWEST_HOUSEHOLDS = 150;

  private final RetailParameters parameters;
  private final long seed;
  private final Members members;
  private final Assortment assortment;
  private final CouponBook book;
  private final Shelf shelf;
  private final List<Campaign> campaigns;
  private final Cells cells;
  private final Mailings mailings;
  private final Shopping shopping;

  private RetailDraw(
      RetailParameters parameters,
      long seed,
      Members members,
      Assortment assortment,
      CouponBook book,
      List<Campaign> campaigns) {
    this.parameters = parameters;
    this.seed = seed;
    this.members = members;
    this.assortment = assortment;
    this.book = book;
    this.campaigns = List.copyOf(campaigns);
    shelf = new Shelf(parameters, seed, assortment.commodities());
    cells = new Cells(campaigns, assortment);
    mailings = new Mailings(campaigns);
    shopping = new Shopping(parameters, seed, assortment, book, shelf, cells, mailings);
  }

  /**
   * Lists are drawn campaign by campaign, each before anything that follows its start is looked at.
   */
  static RetailDraw of(RetailParameters parameters, double scale, long seed) {
    int households =
        (int) Math.max(FEWEST_HOUSEHOLDS, StrictMath.round(HOUSEHOLDS_AT_SCALE_1 * scale));
    var campaigns = Campaign.plan(parameters, scale, seed, households);
    return listed(parameters, seed, households, Assortment.planned(scale, seed), campaigns);
  }

  private static RetailDraw listed(
      RetailParameters parameters,
      long seed,
      int households,
      Assortment assortment,
      List<Campaign> campaigns) {
    var members = Members.planned(households);
    var book = new PlannedBook(assortment);
    var draw = new RetailDraw(parameters, seed, members, assortment, book, campaigns);
    draw.campaigns.forEach(campaign -> Assignment.draw(draw, campaign));
    return draw;
  }

  /** A draw over the households, products, campaigns and lists of given tables. */
  static RetailDraw over(RetailParameters parameters, GivenTables given, long seed) {
    var assortment = given.assortment(seed);
    var campaigns = given.campaigns(parameters, assortment, seed);
    var members = given.members(parameters, assortment, seed);
    var book = given.book(assortment, campaigns);
    var draw = new RetailDraw(parameters, seed, members, assortment, book, campaigns);
    given.mail(campaigns, draw.mailings);
    return draw;
  }

  /**
   * The same retailer and campaigns with so many households, the share mailed by each campaign
   * unchanged: what this draw is a sample of.
   */
  RetailDraw superpopulation(int size) {
    var lists =
        campaigns.stream()
            .map(c -> c.mailing((int) StrictMath.round((double) c.mailed() * size / households())))
            .toList();
    return listed(parameters, seed, size, assortment, lists);
  }

  RetailParameters parameters() {
    return parameters;
  }

  long seed() {
    return seed;
  }

  int households() {
    return members.size();
  }

  Members members() {
    return members;
  }

  Household household(int index) {
    return Household.draw(parameters, seed, members, index);
  }

  Assortment assortment() {
    return assortment;
  }

  CouponBook book() {
    return book;
  }

  Shelf shelf() {
    return shelf;
  }

  List<Campaign> campaigns() {
    return campaigns;
  }

  Cells cells() {
    return cells;
  }

  Mailings mailings() {
    return mailings;
  }

  Shopping shopping() {
    return shopping;
  }
}
