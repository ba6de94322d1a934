package org.liftgate.ingest.simulate.channels;

import java.util.Locale;

/** A way of spending on a client: what it is called, how it is used, what it brings. */
enum Channel {
  EMAIL("Campaign (Email)", 1.2, 0.30, 400_000, 1),
  FLYER("Campaign (Flyer)", 2.0, 0.60, 700_000, 1),
  PHONE("Campaign (Phone)", 1.0, 0.20, 300_000, 1),
  CONTACT_1("Sales Contact 1", 2.8, 0.15, 500_000, 1),
  CONTACT_2("Sales Contact 2", 2.0, 0.70, 1_500_000, 1),
  CONTACT_3("Sales Contact 3", 1.0, 0.70, 1_700_000, 1),
  CONTACT_4("Sales Contact 4", 1.4, 0.20, 400_000, 0.4),
  CONTACT_5("Sales Contact 5", 4.0, 0.10, 300_000, 0.6);

  /** As the public file writes it. */
  final String header;

  /** What a unit spent brings. */
  final double slope;

  /** Share of a user's months with any. */
  final double often;

  /** Typical amount in such a month. */
  final double amount;

  /** Share of clients that ever get any. */
  final double users;

  Channel(String header, double slope, double often, double amount, double users) {
    this.header = header;
    this.slope = slope;
    this.often = often;
    this.amount = amount;
    this.users = users;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  double effect(ChannelsParameters p) {
    return word().equals(p.nullChannel()) ? 0 : slope * p.effectSize();
  }
}
