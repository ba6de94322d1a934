package org.liftgate.app.cli;

import java.util.Locale;
import java.util.SplittableRandom;

/** The files in {@code docs/methods/data}, drawn from known truths. */
final class ExampleData {
  private final SplittableRandom random;
  private final StringBuilder text = new StringBuilder();

  private ExampleData(long seed, String header) {
    this.random = new SplittableRandom(seed);
    text.append(header).append('\n');
  }

  private void row(Object... cells) {
    for (int i = 0; i < cells.length; i++) {
      String cell =
          cells[i] instanceof Double d
              ? String.format(Locale.ROOT, "%.2f", d + 0.0)
              : String.valueOf(cells[i]);
      text.append(i == 0 ? "" : ",").append(cell);
    }
    text.append('\n');
  }

  private double noise(double scale) {
    return scale * random.nextGaussian();
  }

  /** 40 stores by 12 weeks: a promotion lifts sales by 4, a unit of price costs 3. */
  static String stores() {
    var d = new ExampleData(11, "store,week,region,price,promo,visitors,sales");
    String[] regions = {"north", "south", "west"};
    for (int s = 1; s <= 40; s++) {
      double store = d.noise(4);
      for (int w = 1; w <= 12; w++) {
        double price = 8 + d.noise(1);
        int promo = d.random.nextDouble() < .3 ? 1 : 0;
        double visitors = 100 + 2 * store + d.noise(8);
        double sales =
            40 - 3 * price + 4 * promo + .2 * visitors + 2 * (s % 3) + store + d.noise(3);
        d.row("s" + s, w, regions[s % 3], price, promo, visitors, sales);
      }
    }
    return d.text.toString();
  }

  /** 100 households by 10 weeks, half mailed in week 6: the mailing adds 2 a week. */
  static String mailing() {
    var d = new ExampleData(12, "household,week,mailed,after,start,income,spend");
    for (int h = 1; h <= 100; h++) {
      int mailed = h % 2;
      double income = 30 + 4 * mailed + d.noise(6);
      double level = 20 + 3 * mailed + .2 * income + d.noise(4);
      double carried = 0;
      for (int w = 1; w <= 10; w++) {
        carried = .5 * carried + d.noise(2);
        int after = w >= 6 ? 1 : 0;
        double spend = level + .5 * w + carried + 2 * mailed * after;
        d.row(h, w, mailed, after, mailed == 1 ? 6 : 0, income, spend);
      }
    }
    return d.text.toString();
  }

  /**
   * 240 shops by 8 quarters, opened to a programme in quarter 4, 6 or never: the effect is 1 in the
   * first quarter and grows by 0.5 a quarter.
   */
  static String programme() {
    var d = new ExampleData(13, "shop,quarter,first,open,size,revenue");
    int[] starts = {4, 6, 0};
    for (int s = 1; s <= 240; s++) {
      int first = starts[s % 3];
      double size = 5 + (first == 4 ? 1 : 0) + d.noise(1);
      double level = 30 + 2 * size + d.noise(3);
      for (int q = 1; q <= 8; q++) {
        boolean open = first > 0 && q >= first;
        double effect = open ? 1 + .5 * (q - first) : 0;
        d.row(s, q, first, open ? 1 : 0, size, level + .8 * q + effect + d.noise(1));
      }
    }
    return d.text.toString();
  }

  /** 20 regions by 24 months, one with a campaign from month 17: the effect is -6. */
  static String regions() {
    var d = new ExampleData(14, "region,month,campaign,churn");
    var cycle = new double[25];
    for (int m = 1; m <= 24; m++) {
      cycle[m] = .7 * cycle[m - 1] + d.noise(1.5);
    }
    for (int r = 1; r <= 20; r++) {
      double level = r == 1 ? 62 : 55 + d.noise(6);
      double load = r == 1 ? 1.5 : 1 + d.noise(.5);
      for (int m = 1; m <= 24; m++) {
        int campaign = r == 1 && m >= 17 ? 1 : 0;
        double churn = level + load * (cycle[m] - .3 * m) - 6 * campaign + d.noise(.8);
        d.row("r" + r, m, campaign, churn);
      }
    }
    return d.text.toString();
  }

  /**
   * 500 customers: those who spent and visited more were offered the card more often; the card adds
   * 5 to later spend.
   */
  static String customers() {
    var d = new ExampleData(15, "customer,age,visits,spend_before,city,card,spend_after,returned");
    for (int c = 1; c <= 500; c++) {
      double age = 45 + d.noise(12);
      double visits = 4 + d.noise(1.5);
      double before = 50 + 4 * (visits - 4) + d.noise(10);
      String city = d.random.nextDouble() < .4 ? "large" : "small";
      double index = -.4 + .05 * (before - 50) + .3 * (visits - 4) - .02 * (age - 45);
      int card = d.random.nextDouble() < 1 / (1 + Math.exp(-index)) ? 1 : 0;
      double after = 10 + .8 * before + 2 * (visits - 4) + 5 * card + d.noise(8);
      int returned = d.random.nextDouble() < 1 / (1 + Math.exp(-(after - 55) / 12)) ? 1 : 0;
      d.row(c, age, visits, before, city, card, after, returned);
    }
    return d.text.toString();
  }

  /** 600 visitors, half shown a new page at random: it adds 1.5 to spend. */
  static String experiment() {
    var d = new ExampleData(16, "visitor,page,spend_before,sessions,spend");
    for (int v = 1; v <= 600; v++) {
      int page = d.random.nextInt(2);
      double before = 20 + d.noise(6);
      int sessions = 1 + d.random.nextInt(5);
      d.row(v, page, before, sessions, 4 + .8 * before + 1.5 * page + d.noise(4));
    }
    return d.text.toString();
  }

  /**
   * 1,200 customers, half mailed a coupon at random. Who visits often redeems it more often;
   * redeeming adds 12 to spend, so the mailing adds 12 times the chance of redeeming.
   */
  static String coupon() {
    var d = new ExampleData(17, "customer,age,visits,spend_before,mailed,redeemed,spend");
    for (int c = 1; c <= 1_200; c++) {
      double age = 45 + d.noise(12);
      double visits = 4 + d.noise(1.5);
      double before = 30 + 3 * (visits - 4) + d.noise(6);
      int mailed = d.random.nextInt(2);
      boolean wish = d.random.nextDouble() < 1 / (1 + Math.exp(-1.5 * (visits - 4)));
      int redeemed = mailed == 1 && wish ? 1 : 0;
      double spend = 8 + .7 * before + (wish ? 4 : 0) + 12 * redeemed + d.noise(5);
      d.row(c, age, visits, before, mailed, redeemed, spend);
    }
    return d.text.toString();
  }
}
