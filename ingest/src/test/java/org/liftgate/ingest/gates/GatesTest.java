package org.liftgate.ingest.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.Table;
import org.liftgate.testing.TestContext;

class GatesTest {
  @TempDir Path home;
  TestContext context;

  @BeforeEach
  void open() {
    context =
        new TestContext(home)
            .input(
                "sales",
                """
                SELECT range + 1 AS line_number, range % 4 AS campaign_id, range % 50 AS product_id,
                       CASE WHEN range < 2 THEN NULL ELSE range END AS quantity,
                       CAST(range AS DECIMAL(18,2)) AS value, range % 700 AS day
                FROM range(100)
                """)
            .input("products", "SELECT range AS product_id FROM range(40)")
            .input(
                Table.named("campaigns")
                    .longs("campaign_id", 1, 2, 3)
                    .texts("kind", "TypeA", "TypeB", "TypB")
                    .longs("start_day", 10, 90, 200)
                    .build());
  }

  @AfterEach
  void close() {
    context.close();
  }

  <P extends Record> List<Gate.Outcome> check(
      GateKind<P> kind, P parameters, String on, String... by) {
    var gate =
        new Gate(
            "g", kind.name(), on, Gate.Severity.FAIL, List.of(by), parameters, kind.waivable());
    return kind.check(parameters, gate, context);
  }

  <P extends Record> Gate.Outcome whole(GateKind<P> kind, P parameters, String on) {
    var outcomes = check(kind, parameters, on);
    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.getFirst().group()).isEmpty();
    return outcomes.getFirst();
  }

  long quarantined(Gate.Outcome outcome) {
    context.engine().define("q", outcome.quarantine().orElseThrow(), context.settings());
    return context.engine().count("q");
  }

  @Test
  void kinds_are_services_and_only_schema_and_linkage_cannot_be_waived() {
    var kinds =
        ServiceLoader.load(GateKind.class).stream().map(ServiceLoader.Provider::get).toList();
    assertThat(kinds).extracting(k -> k.name()).hasSize(11).allMatch(n -> n.startsWith("ingest."));
    assertThat(kinds.stream().filter(k -> !k.waivable()).map(k -> k.name()).toList())
        .containsExactlyInAnyOrder("ingest.schema", "ingest.linkage");
  }

  @Test
  void schema() {
    var kind = new SchemaGate();
    var good = Map.of("product_id", "integer", "value", "decimal");
    assertThat(whole(kind, new SchemaGate.Parameters(good), "sales").passed()).isTrue();
    var bad = Map.of("product", "integer", "value", "text");
    var outcome = whole(kind, new SchemaGate.Parameters(bad), "sales");
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.measure()).isEqualTo(2);
    assertThat(outcome.message())
        .contains("sales.product is missing")
        .contains("sales.value (DECIMAL)");
    assertThatThrownBy(
            () -> whole(kind, new SchemaGate.Parameters(Map.of("value", "decimel")), "sales"))
        .hasMessageContaining("Maybe decimal was meant");
  }

  @Test
  void not_null() {
    var kind = new NotNullGate();
    var columns = List.of("value", "quantity");
    var outcome = whole(kind, new NotNullGate.Parameters(columns, 0.01), "sales");
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.measure()).isEqualTo(0.02);
    assertThat(outcome.threshold()).isEqualTo(0.01);
    assertThat(outcome.message())
        .isEqualTo("sales: missing are quantity in 2 rows (2%); at most 1% may be.");
    assertThat(quarantined(outcome)).isEqualTo(2);
    assertThat(whole(kind, new NotNullGate.Parameters(columns, 0.02), "sales").passed()).isTrue();
    var groups = check(kind, new NotNullGate.Parameters(columns, 0), "sales", "campaign_id");
    assertThat(groups).extracting(Gate.Outcome::passed).containsExactly(false, false, true, true);
    assertThat(groups.getFirst().group()).hasValue("0");
    assertThat(groups.getFirst().message()).contains("in group 0");
    assertThat(quarantined(groups.getFirst())).isEqualTo(1);
    assertThatThrownBy(
            () -> whole(kind, new NotNullGate.Parameters(List.of("quantty"), 0), "sales"))
        .hasMessageContaining("Maybe quantity was meant");
  }

  @Test
  void row_count() {
    var kind = new RowCountGate();
    assertThat(whole(kind, new RowCountGate.Parameters(100, 100), "sales").passed()).isTrue();
    var few = whole(kind, new RowCountGate.Parameters(1000, 5000), "sales");
    assertThat(few.passed()).isFalse();
    assertThat(few.message()).isEqualTo("sales has 100 rows; at least 1,000 are expected.");
    var many = whole(kind, new RowCountGate.Parameters(1, 99), "sales");
    assertThat(many.passed()).isFalse();
    assertThat(many.threshold()).isEqualTo(99);
    assertThat(check(kind, new RowCountGate.Parameters(25, 25), "sales", "campaign_id"))
        .hasSize(4)
        .allMatch(Gate.Outcome::passed);
  }

  @Test
  void linkage() {
    var kind = new LinkageGate();
    var lenient = new LinkageGate.Parameters("product_id", "products", "product_id", 0.8);
    assertThat(whole(kind, lenient, "sales").passed()).isTrue();
    var strict = new LinkageGate.Parameters("product_id", "products", "product_id", 0.95);
    var outcome = whole(kind, strict, "sales");
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.measure()).isEqualTo(0.8);
    assertThat(outcome.message())
        .contains("80 of 100 rows of sales (80%) have a product_id that products has; at least 95%")
        .contains("product_id goes from 0 to 49, products.product_id from 0 to 39");
    assertThat(quarantined(outcome)).isEqualTo(20);
    var groups =
        check(
            kind,
            new LinkageGate.Parameters("campaign_id", "campaigns", "campaign_id", 1),
            "sales",
            "campaign_id");
    assertThat(groups).extracting(Gate.Outcome::passed).containsExactly(false, true, true, true);
  }

  @Test
  void linkage_catches_a_shifted_product_column() {
    context
        .input("shifted", "SELECT CAST(1 + range % 711 AS BIGINT) AS product_id FROM range(5000)")
        .input("master", "SELECT 25671 + range * 3 AS product_id FROM range(92353)");
    var outcome =
        whole(
            new LinkageGate(),
            new LinkageGate.Parameters("product_id", "master", "product_id", 0.95),
            "shifted");
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.measure()).isZero();
    assertThat(outcome.message()).contains("product_id goes from 1 to 711");
  }

  @Test
  void linkage_catches_swapped_household_and_campaign() {
    context
        .input(
            "mailings",
            "SELECT 1 + range % 2500 AS campaign_id, 1 + range % 30 AS household_id FROM range(7208)")
        .input("all_campaigns", "SELECT 1 + range AS campaign_id FROM range(30)");
    var outcome =
        whole(
            new LinkageGate(),
            new LinkageGate.Parameters("campaign_id", "all_campaigns", "campaign_id", 0.99),
            "mailings");
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.measure()).isLessThan(0.02);
    assertThat(outcome.message()).contains("campaign_id goes from 1 to 2500");
  }

  @Test
  void linkage_compares_text_with_numbers_and_lets_an_empty_table_pass() {
    context
        .input("texts", "SELECT CAST(range AS VARCHAR) AS product_id FROM range(40)")
        .input("nothing", "SELECT range AS product_id FROM range(0)");
    var kind = new LinkageGate();
    var p = new LinkageGate.Parameters("product_id", "products", "product_id", 1);
    assertThat(whole(kind, p, "texts").passed()).isTrue();
    assertThat(whole(kind, p, "nothing").message()).isEqualTo("nothing has no rows to link.");
  }

  @Test
  void sql() {
    var kind = new SqlGate();
    context.setting("cut", 97);
    var p = new SqlGate.Parameters("SELECT campaign_id, value FROM sales WHERE value >= :cut", 0);
    var outcome = whole(kind, p, "sales");
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.measure()).isEqualTo(3);
    assertThat(outcome.message()).contains("the check finds 3 rows").contains("value 97");
    assertThat(quarantined(outcome)).isEqualTo(3);
    assertThat(check(kind, p, "sales", "campaign_id"))
        .extracting(o -> o.group().orElseThrow() + " " + o.measure())
        .containsExactly("0 0.0", "1 1.0", "2 1.0", "3 1.0");
    assertThat(
            whole(
                    kind,
                    new SqlGate.Parameters("SELECT 1 AS x FROM sales WHERE day < 0", 0),
                    "sales")
                .passed())
        .isTrue();
    assertThatThrownBy(
            () -> whole(kind, new SqlGate.Parameters("SELECT random() AS x", 0), "sales"))
        .hasMessageContaining("gate g:1:8");
  }

  @Test
  void unique() {
    var kind = new UniqueGate();
    assertThat(whole(kind, new UniqueGate.Parameters(List.of("line_number")), "sales").passed())
        .isTrue();
    var outcome = whole(kind, new UniqueGate.Parameters(List.of("product_id")), "sales");
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.measure()).isEqualTo(50);
    assertThat(quarantined(outcome)).isEqualTo(100);
    assertThat(
            check(kind, new UniqueGate.Parameters(List.of("product_id")), "sales", "campaign_id"))
        .extracting(Gate.Outcome::measure)
        .containsExactly(0.0, 0.0, 0.0, 0.0);
  }

  @Test
  void duplicates() {
    var kind = new DuplicatesGate();
    context.input(
        "lines",
        "SELECT range AS line_number, range % 9 AS a, CASE WHEN range % 9 > 3 THEN 1 END AS b"
            + " FROM range(10)");
    var p = new DuplicatesGate.Parameters(List.of("line_number"), 0.05);
    var outcome = whole(kind, p, "lines");
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.measure()).isEqualTo(0.1);
    assertThat(outcome.message()).contains("1 of 10 rows (10%) repeat another row in full");
    assertThat(quarantined(outcome)).isEqualTo(2);
    assertThat(whole(kind, new DuplicatesGate.Parameters(List.of(), 0), "lines").passed()).isTrue();
  }

  @Test
  void freshness() {
    var kind = new FreshnessGate();
    var reached = "SELECT MAX(start_day) AS at_least FROM campaigns WHERE start_day < 100";
    assertThat(whole(kind, new FreshnessGate.Parameters("day", reached), "sales").passed())
        .isTrue();
    var late = "SELECT MAX(start_day) AS at_least FROM campaigns";
    var outcome = whole(kind, new FreshnessGate.Parameters("day", late), "sales");
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.measure()).isEqualTo(99);
    assertThat(outcome.threshold()).isEqualTo(200);
    assertThat(outcome.message()).isEqualTo("sales: the last day is 99; it must reach 200.");
    context.input(
        "dated", "SELECT DATE '2017-03-01' AS day, TIMESTAMP '2017-03-01 10:00:00' AS moment");
    for (String column : List.of("day", "moment")) {
      var p = new FreshnessGate.Parameters(column, "SELECT DATE '2017-03-02' AS d");
      assertThat(whole(kind, p, "dated").message()).contains("2017-03-01").contains("2017-03-02");
    }
    assertThatThrownBy(
            () -> whole(kind, new FreshnessGate.Parameters("day", "SELECT 1 AS d"), "dated"))
        .hasMessageContaining("must be a SELECT of one date");
    var none = "SELECT start_day FROM campaigns WHERE start_day > 999";
    assertThat(whole(kind, new FreshnessGate.Parameters("day", none), "sales").passed()).isFalse();
  }

  @Test
  void range() {
    var kind = new RangeGate();
    var p =
        new RangeGate.Parameters(
            "quantity", Optional.of(new BigDecimal(10)), Optional.of(new BigDecimal("95.5")), 0.05);
    var outcome = whole(kind, p, "sales");
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.measure()).isEqualTo(0.12);
    assertThat(outcome.message()).contains("12 of 100 rows (12%)").contains("goes from 2 to 99");
    assertThat(quarantined(outcome)).isEqualTo(12);
    var open = new RangeGate.Parameters("quantity", Optional.empty(), Optional.empty(), 0);
    assertThat(whole(kind, open, "sales").passed()).isTrue();
  }

  @Test
  void accepted() {
    var kind = new AcceptedGate();
    var p = new AcceptedGate.Parameters("kind", List.of("TypeA", "TypeB", "TypeC"), 0);
    var outcome = whole(kind, p, "campaigns");
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.message())
        .contains("1 of 3 rows")
        .contains("Others: TypB. Maybe TypeB was meant.");
    assertThat(quarantined(outcome)).isEqualTo(1);
    var numbers = new AcceptedGate.Parameters("campaign_id", List.of("1", "2", "3"), 0);
    assertThat(whole(kind, numbers, "campaigns").passed()).isTrue();
  }

  @Test
  void volume() {
    var kind = new VolumeGate();
    context.input("sales_rejected", "SELECT 'bad' AS reason, 1 AS campaign_id FROM range(6)");
    var p = new VolumeGate.Parameters("sales", 0, 0.05);
    var outcome = whole(kind, p, "sales_rejected");
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.measure()).isEqualTo(0.06);
    assertThat(outcome.threshold()).isEqualTo(0.05);
    assertThat(outcome.message()).contains("6 rows, 6% of the 100 of sales");
    assertThat(whole(kind, new VolumeGate.Parameters("sales", 0, 0.06), "sales_rejected").passed())
        .isTrue();
    assertThat(check(kind, p, "sales_rejected", "campaign_id"))
        .extracting(Gate.Outcome::passed)
        .containsExactly(true, false, true, true);
  }

  @Test
  void names_in_gates_are_never_sql() {
    assertThatThrownBy(
            () ->
                whole(new RowCountGate(), new RowCountGate.Parameters(0, 1), "sales; DROP TABLE x"))
        .hasMessageContaining("must name a table");
    assertThatThrownBy(
            () ->
                whole(
                    new UniqueGate(),
                    new UniqueGate.Parameters(List.of("day, (SELECT 1)")),
                    "sales"))
        .hasMessageContaining("must name a column of sales");
  }
}
