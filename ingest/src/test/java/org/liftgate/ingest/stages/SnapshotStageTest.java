package org.liftgate.ingest.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.ingest.testing.RawFile;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Pipeline.Source;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Table;
import org.liftgate.testing.TestContext;

class SnapshotStageTest {
  static final String SALES =
      "household_key,DAY,PRODUCT_ID,SALES_VALUE\n1,5,100,1.25\n2,6,101,2.50\n3,7,100,0.75\n";
  static final String PRODUCTS = "product_id,department\n100,GROCERY\n101,MEAT\n";

  @TempDir Path home;
  Path data;
  TestContext context;

  static Source.Field field(String name, Type type, boolean required, String... aliases) {
    return new Source.Field(name, type, required, List.of(aliases));
  }

  @BeforeEach
  void open() {
    data = home.resolve("data");
    var sales =
        new Source.File(
            "sales",
            List.of("transaction_data.csv", "sales.csv"),
            false,
            List.of(
                field("household_key", Type.INTEGER, true, "household id"),
                field("day", Type.INTEGER, true),
                field("product_id", Type.INTEGER, true),
                field("sales_value", Type.DECIMAL, true),
                field("store_id", Type.INTEGER, false)));
    var products =
        new Source.File(
            "product",
            List.of("product.csv"),
            false,
            List.of(field("product_id", Type.INTEGER, true), field("department", Type.TEXT, true)));
    var coupons =
        new Source.File(
            "coupon", List.of("coupon.csv"), true, List.of(field("upc", Type.INTEGER, true)));
    var dated =
        new Source.File(
            "sales",
            List.of("sales.csv"),
            false,
            List.of(field("who", Type.INTEGER, true), field("date", Type.DATE, true)));
    context =
        new TestContext(home)
            .sources(
                List.of(
                    new Source("days", "sql/days", List.of(sales, products, coupons)),
                    new Source("dates", "sql/dates", List.of(dated))));
    context
        .pipelineFile(
            "sql/days/sales_raw.sql",
            "SELECT line_number, household_key AS household_id, day, product_id, sales_value,"
                + " store_id FROM sales_lines")
        .pipelineFile("sql/days/products_raw.sql", "SELECT product_id, department FROM product")
        .pipelineFile("sql/days/coupons_raw.sql", "SELECT upc FROM coupon")
        .pipelineFile("sql/dates/sales_raw.sql", "SELECT line_number, who, date FROM sales_lines")
        .data(data);
  }

  @AfterEach
  void close() {
    context.close();
  }

  void put(String name, String text) {
    RawFile.put(data, name, text);
  }

  void run() {
    new SnapshotStage().run(new SnapshotStage.Parameters(2_000_000, ""), context);
  }

  List<Problem> problems() {
    var e = catchThrowableOfType(LiftgateException.class, this::run);
    assertThat(e).as("an exception").isNotNull();
    assertThat(e.code()).isEqualTo(LiftgateException.Code.INPUT);
    return e.problems();
  }

  Problem onlyProblem() {
    assertThat(problems()).hasSize(1);
    return problems().getFirst();
  }

  @Test
  void files_become_tables_in_their_own_order() {
    put("TRANSACTION_DATA.CSV", SALES);
    put("product.csv", PRODUCTS);
    run();
    Table sales = context.read("sales_raw");
    assertThat(sales.schema().names())
        .containsExactly(
            "line_number", "household_id", "day", "product_id", "sales_value", "store_id");
    assertThat(sales.row(1)).containsExactly(3L, 2L, 6L, 101L, 2.5, null);
    assertThat(context.read("coupons_raw").rows()).isZero();
    assertThat(context.read("truth").rows()).isZero();
    assertThat(context.metrics)
        .containsEntry("rows.sales_raw", 3.0)
        .containsEntry("rows_in.sales", 3.0);
    assertThat(context.notes)
        .anyMatch(n -> n.contains(Digest.of(SALES.getBytes(StandardCharsets.UTF_8))))
        .anyMatch(n -> n.contains("no column store_id"))
        .anyMatch(n -> n.contains("no file for coupon"));
  }

  @Test
  void permuted_aliased_and_extra_columns_work_and_are_noted() {
    put("sales.csv", "promo,SALES VALUE,Product_ID,Household Id,day\nx,1.25,100,1,5\n");
    put("product.csv", PRODUCTS);
    run();
    assertThat(context.read("sales_raw").row(0)).containsExactly(2L, 1L, 5L, 100L, 1.25, null);
    assertThat(context.notes).anyMatch(n -> n.contains("columns not used: promo"));
  }

  @Test
  void the_layout_is_found_by_headers_not_by_names() {
    put("sales.csv", "who,date\n1,2017-01-31\n");
    run();
    assertThat(context.notes).first().asString().contains("layout dates");
    assertThat(context.read("sales_raw").row(0)).containsExactly(2L, 1L, 17197L);
  }

  @Test
  void byte_order_mark_carriage_returns_semicolons_quotes_and_line_breaks() {
    put("sales.csv", "\uFEFFhousehold_key;day;product_id;sales_value\r\n1;5;100;1.25\r\n");
    put("product.csv", "\"product_id\"\t\"department\"\r\n100\t\"say \"\"hi\"\"\nto all\"\r\n");
    run();
    assertThat(context.read("sales_raw").longs("household_id")).containsExactly(1);
    assertThat(context.read("products_raw").texts("department"))
        .containsExactly("say \"hi\"\nto all");
  }

  @Test
  void latin_1_is_read_and_noted() throws IOException {
    put("sales.csv", SALES);
    Files.write(
        data.resolve("product.csv"),
        "product_id,department\n100,Käse\n".getBytes(StandardCharsets.ISO_8859_1));
    run();
    assertThat(context.read("products_raw").texts("department")).containsExactly("Käse");
    assertThat(context.notes).anyMatch(n -> n.contains("read as Latin-1"));
  }

  @Test
  void gzip_is_read_and_a_cut_one_is_named() throws IOException {
    var text = new StringBuilder("household_key,day,product_id,sales_value\n");
    for (int i = 0; i < 50_000; i++) {
      text.append(i).append(',').append(i % 700).append(",100,").append(i % 97).append(".25\n");
    }
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    }
    put("product.csv", PRODUCTS);
    Files.write(data.resolve("sales.csv.gz"), bytes.toByteArray());
    run();
    assertThat(context.read("sales_raw").rows()).isEqualTo(50_000);
    byte[] cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
    Files.write(data.resolve("sales.csv.gz"), cut);
    assertThat(onlyProblem().sentence()).startsWith("sales.csv.gz: gzip data are cut off");
  }

  @Test
  void a_missing_folder_and_a_folder_without_the_files() throws IOException {
    assertThat(onlyProblem().message()).contains("cannot be read");
    Files.createDirectories(data);
    put("notes.txt", "hello");
    var problem = onlyProblem();
    assertThat(problem.message()).contains("sales.csv").contains("product.csv");
    assertThat(problem.hint()).contains("notes.txt");
  }

  @Test
  void missing_files_and_misspelt_headers_are_reported_at_once() {
    put("transaction_data.csv", "houshold_key,day,product_id,sales\n1,2,3,4\n");
    var found = problems();
    assertThat(found).hasSize(3);
    assertThat(found.get(0).sentence())
        .contains("transaction_data.csv:1: household_key is not among the headers")
        .contains("Maybe houshold_key is meant for it");
    assertThat(found.get(1).name()).isEqualTo("sales_value");
    assertThat(found.get(2).sentence()).contains("product is missing").contains("product.csv");
  }

  @Test
  void empty_file_header_only_and_header_twice() {
    put("sales.csv", "");
    put("product.csv", PRODUCTS);
    assertThat(onlyProblem().sentence()).startsWith("sales.csv: file is empty");
    put("sales.csv", "household_key,day,product_id,sales_value\n");
    assertThat(onlyProblem().sentence()).contains("sales.csv: file has a header and no rows");
    put("sales.csv", "household_key,day,product_id,sales_value,Day\n1,2,3,4,5\n");
    assertThat(onlyProblem().sentence()).startsWith("sales.csv:1:5: Day is a header twice");
  }

  @Test
  void wrong_cells_of_all_files_are_reported_at_once() {
    put("sales.csv", SALES + "x,8,100,NaN\n4,9,100,1e308\n");
    put("product.csv", PRODUCTS + "12.5,DAIRY\n");
    assertThat(problems())
        .extracting(p -> p.file() + ":" + p.line().orElse(0) + ":" + p.column().orElse(0))
        .containsExactly("sales.csv:5:1", "sales.csv:5:4", "sales.csv:6:4", "product.csv:4:1");
  }

  @Test
  void impossible_dates() {
    put("sales.csv", "who,date\n1,2017-02-28\n2,2017-02-30\n");
    var problem = onlyProblem();
    assertThat(problem.line()).hasValue(3);
    assertThat(problem.column()).hasValue(2);
    assertThat(problem.value()).hasValue("2017-02-30");
  }

  @Test
  void nul_bytes_and_utf_16() {
    put("sales.csv", SALES);
    put("product.csv", "product_id,department\n100,GRO\0CERY\n");
    var problem = onlyProblem();
    assertThat(problem.line()).hasValue(2);
    assertThat(problem.column()).hasValue(8);
    assertThat(problem.value()).hasValue("NUL");
    RawFile.put(data, "sales.csv", SALES.getBytes(StandardCharsets.UTF_16));
    assertThat(problems()).anyMatch(p -> p.message().contains("UTF-16") || p.line().orElse(0) == 1);
  }

  @Test
  void a_line_of_100_megabytes_is_named_without_being_held() throws IOException {
    put("product.csv", PRODUCTS);
    Files.createDirectories(data);
    byte[] block = new byte[1 << 20];
    Arrays.fill(block, (byte) '7');
    try (var out = Files.newOutputStream(data.resolve("sales.csv"))) {
      out.write(SALES.getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 100; i++) {
        out.write(block);
      }
      out.write("\n1,2,3,4\n".getBytes(StandardCharsets.US_ASCII));
    }
    var problem = onlyProblem();
    assertThat(problem.line()).hasValue(5);
    assertThat(problem.message()).isEqualTo("is longer than 2,000,000 bytes");
  }

  @Test
  void truth_is_read_where_it_is() {
    put("sales.csv", SALES);
    put("product.csv", PRODUCTS);
    put(
        "truth.json",
        "{\"estimands\":[{\"treatment\":\"mailing\",\"outcome\":\"sales\",\"group_id\":1,"
            + "\"term\":\"att\",\"value\":1.5,\"target\":\"mailed\",\"weights\":\"equal\"}]}");
    run();
    assertThat(context.read("truth").row(0))
        .containsExactly("mailing", "sales", 1L, "att", 1.5, "mailed", "equal");
  }

  @Test
  void the_same_bytes_give_the_same_content_hash() {
    put("sales.csv", SALES);
    put("product.csv", PRODUCTS);
    run();
    String first = context.outputs.get("sales_raw").table().orElseThrow().contentHash();
    context.outputs.clear();
    put("sales.csv", SALES.replace(',', ';'));
    run();
    assertThat(context.outputs.get("sales_raw").table().orElseThrow().contentHash())
        .isEqualTo(first);
  }

  @Test
  void cancelling_stops_it() {
    put("sales.csv", SALES);
    put("product.csv", PRODUCTS);
    context.cancel();
    var e = catchThrowableOfType(LiftgateException.class, this::run);
    assertThat(e.code()).isEqualTo(LiftgateException.Code.CANCELLED);
  }

  @Test
  void cells_out_of_their_bounds_are_told_by_file_line_and_column() {
    var bounds =
        new Source.Bounds(
            Optional.of(BigDecimal.ZERO), Optional.of(BigDecimal.ONE), Optional.empty());
    var known =
        new Source.Bounds(Optional.empty(), Optional.empty(), Optional.of("product.product_id"));
    var products =
        new Source.File(
            "product",
            List.of("product.csv"),
            false,
            List.of(field("product_id", Type.INTEGER, true)));
    var costs =
        new Source.File(
            "costs",
            List.of("costs.csv"),
            true,
            List.of(
                new Source.Field("product_id", Type.INTEGER, true, List.of(), known),
                new Source.Field("margin", Type.DECIMAL, false, List.of(), bounds)));
    context.sources(List.of(new Source("costs", "sql/costs", List.of(products, costs))));
    context.pipelineFile("sql/costs/costs_raw.sql", "SELECT product_id, margin FROM costs");
    put("product.csv", PRODUCTS);
    put("costs.csv", "note,Margin,product id\na,0.5,100\nb,1.2,101\nc,-0.1,100\nd,,7\n");
    assertThat(problems())
        .extracting(Problem::sentence)
        .containsExactly(
            "costs.csv:5:3: product_id (7) must be one of product_id in product.csv\n"
                + "    Maybe it is misspelt, or that file is of another date.",
            "costs.csv:4:2: margin (-0.1000) must be at least 0",
            "costs.csv:3:2: margin (1.2000) must be at most 1");
    put("costs.csv", "product id\n100\n");
    run();
    assertThat(context.read("costs_raw").row(0)).containsExactly(100L, null);
  }
}
