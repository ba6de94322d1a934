package org.liftgate.ingest.simulate;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.liftgate.kernel.LiftgateException;

/**
 * Writes lines and redemptions of the history as observed. Households are computed in parallel, a
 * batch at a time, and written in their order: the bytes do not depend on threads, and memory does
 * not on scale.
 */
final class TransactionFiles {
  private static final int BATCH = 64;
  private static final String LINES_HEADER =
      "household_key,BASKET_ID,DAY,PRODUCT_ID,QUANTITY,SALES_VALUE,STORE_ID,RETAIL_DISC,"
          + "TRANS_TIME,WEEK_NO,COUPON_DISC,COUPON_MATCH_DISC\n";

  private final RetailDraw draw;
  private final BooleanSupplier cancelled;

  TransactionFiles(RetailDraw draw, BooleanSupplier cancelled) {
    this.draw = draw;
    this.cancelled = cancelled;
  }

  Observed write(Path folder) throws IOException {
    var tally = new Observed.Tally(draw.households());
    try (var lines = open(folder, "transaction_data.csv");
        var redemptions = open(folder, "coupon_redempt.csv")) {
      lines.write(LINES_HEADER);
      redemptions.write("household_key,DAY,COUPON_UPC,CAMPAIGN\n");
      for (int from = 0; from < draw.households(); from += BATCH) {
        if (cancelled.getAsBoolean()) {
          throw LiftgateException.cancelled();
        }
        for (Receipts receipts : batch(from)) {
          lines.append(receipts.lines());
          redemptions.append(receipts.redemptions());
          tally.add(receipts.household(), receipts.observed());
        }
      }
    }
    return tally.observed();
  }

  private List<Receipts> batch(int from) {
    return IntStream.range(from, Math.min(from + BATCH, draw.households()))
        .parallel()
        .mapToObj(h -> Receipts.of(draw, h))
        .toList();
  }

  static BufferedWriter open(Path folder, String name) throws IOException {
    return Files.newBufferedWriter(folder.resolve(name), StandardCharsets.US_ASCII);
  }
}
