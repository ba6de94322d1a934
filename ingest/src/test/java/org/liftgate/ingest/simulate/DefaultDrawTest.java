package org.liftgate.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Switches at their defaults draw what was drawn before there were so many of them. */
class DefaultDrawTest {
  @TempDir Path temp;

  @Test
  void raw_files_of_the_default_draw_keep_their_bytes() throws Exception {
    Path folder = temp.resolve("default");
    new RetailSimulator()
        .simulate(RetailParameters.defaults(), Draws.SCALE, 1, folder, () -> false);
    assertThat(digests(folder))
        .hasSize(7)
        .containsEntry("campaign_desc.csv", "f4f1c961ba4ffbe3")
        .containsEntry("campaign_table.csv", "44d90debb03c5396")
        .containsEntry("coupon.csv", "830f6457688fad88")
        .containsEntry("coupon_redempt.csv", "82d008166508896f")
        .containsEntry("hh_demographic.csv", "968121eec6112b52")
        .containsEntry("product.csv", "219f593654fdc1ef")
        .containsEntry("transaction_data.csv", "cb8a856c51ddeb22");
  }

  private static TreeMap<String, String> digests(Path folder) throws Exception {
    var digests = new TreeMap<String, String>();
    try (var files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
        digests.put(file.getFileName().toString(), sha256(file));
      }
    }
    return digests;
  }

  private static String sha256(Path file)
      throws IOException, java.security.GeneralSecurityException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(hash).substring(0, 16);
  }
}
