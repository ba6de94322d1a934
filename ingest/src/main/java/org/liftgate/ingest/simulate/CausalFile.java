package org.liftgate.ingest.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.liftgate.kernel.LiftgateException;

/**
 * Writes {@code causal_data.csv}: a row for each product, store and week with a display or a place
 * in the mailer. Stores feature the products of a commodity that sell most. Commodities are made in
 * parallel, a few at a time, and written in order.
 */
final class CausalFile {
  private static final double FEATURED_SHARE = 0.1;
  private static final int BATCH = 8;

  private final RetailDraw draw;
  private final BooleanSupplier cancelled;

  CausalFile(RetailDraw draw, BooleanSupplier cancelled) {
    this.draw = draw;
    this.cancelled = cancelled;
  }

  void write(Path folder) throws IOException {
    int commodities = draw.assortment().commodities();
    try (var out = TransactionFiles.open(folder, "causal_data.csv")) {
      out.write("PRODUCT_ID,STORE_ID,WEEK_NO,display,mailer\n");
      for (int from = 0; from < commodities; from += BATCH) {
        if (cancelled.getAsBoolean()) {
          throw LiftgateException.cancelled();
        }
        for (StringBuilder rows : batch(from, Math.min(from + BATCH, commodities))) {
          out.append(rows);
        }
      }
    }
  }

  private List<StringBuilder> batch(int from, int to) {
    return IntStream.range(from, to).parallel().mapToObj(this::rows).toList();
  }

  private StringBuilder rows(int commodity) {
    var rows = new StringBuilder();
    int featured = (int) StrictMath.ceil(FEATURED_SHARE * draw.assortment().sizeOf(commodity));
    for (int rank = 0; rank < featured; rank++) {
      long product = draw.assortment().key(draw.assortment().product(commodity, rank));
      for (int store = 0; store < draw.parameters().shelf().stores(); store++) {
        for (int week = 1; week <= Shopping.week(Shopping.DAYS); week++) {
          char display = draw.shelf().display(store, commodity, week);
          char mailer = draw.shelf().mailer(store, commodity, week);
          if (display != '0' || mailer != '0') {
            rows.append(product).append(',').append(Household.storeKey(store)).append(',');
            rows.append(week).append(',').append(display).append(',').append(mailer);
            rows.append('\n');
          }
        }
      }
    }
    return rows;
  }
}
