package org.liftgate.modeling.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;

/**
 * Statistical reference data sets of the National Institute of Standards and Technology (linear
 * least squares; public domain), whose certified values were computed with 500 digits, and designs
 * between well and badly conditioned whose answer is known. Every answer has eight digits or is
 * refused.
 */
class NistReferenceTest {
  private static final LinearRegression IID = new LinearRegression(Covariance.iid());

  /** y, price deflator, GNP, unemployed, armed forces, population, year. */
  private static final double[][] LONGLEY = {
    {60323, 83.0, 234289, 2356, 1590, 107608, 1947},
    {61122, 88.5, 259426, 2325, 1456, 108632, 1948},
    {60171, 88.2, 258054, 3682, 1616, 109773, 1949},
    {61187, 89.5, 284599, 3351, 1650, 110929, 1950},
    {63221, 96.2, 328975, 2099, 3099, 112075, 1951},
    {63639, 98.1, 346999, 1932, 3594, 113270, 1952},
    {64989, 99.0, 365385, 1870, 3547, 115094, 1953},
    {63761, 100.0, 363112, 3578, 3350, 116219, 1954},
    {66019, 101.2, 397469, 2904, 3048, 117388, 1955},
    {67857, 104.6, 419180, 2822, 2857, 118734, 1956},
    {68169, 108.4, 442769, 2936, 2798, 120445, 1957},
    {66513, 110.8, 444546, 4681, 2637, 121950, 1958},
    {68655, 112.6, 482704, 3813, 2552, 123366, 1959},
    {69564, 114.2, 502601, 3931, 2514, 125368, 1960},
    {69331, 115.7, 518173, 4806, 2572, 127852, 1961},
    {70551, 116.9, 554894, 4007, 2827, 130081, 1962}
  };

  private static final double[] FILIP_X = {
    -6.860120914, -4.324130045, -4.358625055, -4.358426747, -6.955852379, -6.661145254,
    -6.355462942, -6.118102026, -7.115148017, -6.815308569, -6.519993057, -6.204119983,
    -5.853871964, -6.109523091, -5.79832982, -5.482672118, -5.171791386, -4.851705903,
    -4.517126416, -4.143573228, -3.709075441, -3.499489089, -6.300769497, -5.953504836,
    -5.642065153, -5.031376979, -4.680685696, -4.329846955, -3.928486195, -8.56735134,
    -8.363211311, -8.107682739, -7.823908741, -7.522878745, -7.218819279, -6.920818754,
    -6.628932138, -6.323946875, -5.991399828, -8.781464495, -8.663140179, -8.473531488,
    -8.247337057, -7.971428747, -7.676129393, -7.352812702, -7.072065318, -6.774174009,
    -6.478861916, -6.159517513, -6.835647144, -6.53165267, -6.224098421, -5.910094889,
    -5.598599459, -5.290645224, -4.974284616, -4.64454848, -4.290560426, -3.885055584,
    -3.408378962, -3.13200249, -8.726767166, -8.66695597, -8.511026475, -8.165388579,
    -7.886056648, -7.588043762, -7.283412422, -6.995678626, -6.691862621, -6.392544977,
    -6.067374056, -6.684029655, -6.378719832, -6.065855188, -5.752272167, -5.132414673,
    -4.811352704, -4.098269308, -3.66174277, -3.2644011
  };
  private static final double[] FILIP_Y = {
    0.8116, 0.9072, 0.9052, 0.9039, 0.8053, 0.8377, 0.8667, 0.8809, 0.7975, 0.8162, 0.8515, 0.8766,
    0.8885, 0.8859, 0.8959, 0.8913, 0.8959, 0.8971, 0.9021, 0.909, 0.9139, 0.9199, 0.8692, 0.8872,
    0.89, 0.891, 0.8977, 0.9035, 0.9078, 0.7675, 0.7705, 0.7713, 0.7736, 0.7775, 0.7841, 0.7971,
    0.8329, 0.8641, 0.8804, 0.7668, 0.7633, 0.7678, 0.7697, 0.77, 0.7749, 0.7796, 0.7897, 0.8131,
    0.8498, 0.8741, 0.8061, 0.846, 0.8751, 0.8856, 0.8919, 0.8934, 0.894, 0.8957, 0.9047, 0.9129,
    0.9209, 0.9219, 0.7739, 0.7681, 0.7665, 0.7703, 0.7702, 0.7761, 0.7809, 0.7961, 0.8253, 0.8602,
    0.8809, 0.8301, 0.8664, 0.8834, 0.8898, 0.8964, 0.8963, 0.9074, 0.9119, 0.9228
  };

  /** What NIST's fifth Wampler set adds, times 10,000, to a polynomial of coefficients 1. */
  private static final double[] WAMPLER = {
    759, -2048, 2048, -2048, 2523, -2048, 2048, -2048, 1838, -2048, 2048, -2048, 1838, -2048, 2048,
    -2048, 2523, -2048, 2048, -2048, 759
  };

  private static LinearSample powers(double[] x, double[] y, int degree) {
    var columns = new double[degree][];
    Arrays.setAll(columns, k -> Arrays.stream(x).map(v -> Math.pow(v, k + 1)).toArray());
    List<String> names = IntStream.rangeClosed(1, degree).mapToObj(k -> "x^" + k).toList();
    return LinearSample.of(y, names, columns);
  }

  private static void equal(LinearFit fit, double[] values, double[] errors, double relative) {
    for (int k = 0; k < values.length; k++) {
      var v = (Estimate.Value) fit.estimates().get(k);
      assertThat(v.value() / values[k] - 1).as("%s", v).isCloseTo(0, within(relative));
      assertThat(v.stdError() / errors[k] - 1).as("%s", v).isCloseTo(0, within(relative));
    }
  }

  @Test
  void longley() {
    double[][] columns = new double[7][];
    Arrays.setAll(columns, j -> Arrays.stream(LONGLEY).mapToDouble(row -> row[j]).toArray());
    var sample =
        LinearSample.of(
            columns[0],
            List.of("deflator", "gnp", "unemployed", "armed", "population", "year"),
            Arrays.copyOfRange(columns, 1, 7));
    var fit = (LinearFit.Solved) IID.fit(sample);
    equal(
        fit,
        new double[] {
          -3482258.63459582,
          15.0618722713733,
          -0.358191792925910E-01,
          -2.02022980381683,
          -1.03322686717359,
          -0.511041056535807E-01,
          1829.15146461355
        },
        new double[] {
          890420.383607373,
          84.9149257747669,
          0.334910077722432E-01,
          0.488399681651699,
          0.214274163161675,
          0.226073200069370,
          455.478499142212
        },
        1e-11);
    assertThat(fit.summary().sigma()).isCloseTo(304.854073561965, within(1e-9));
    assertThat(fit.summary().r2()).isCloseTo(0.995479004577296, within(1e-13));
  }

  /** With its powers rounded to doubles the answer itself changes in the eighth digit. */
  @Test
  void filipIsRefused() {
    var missing = (LinearFit.Missing) IID.fit(powers(FILIP_X, FILIP_Y, 10));
    assertThat(missing.estimates()).hasSize(11);
    var first = (Estimate.Missing) missing.estimates().get(0);
    assertThat(first.reason()).isEqualTo(Reason.COLLINEAR);
    assertThat(first.detail()).contains("x^10").contains("fewer than 8 digits");
  }

  /** Values by exact arithmetic on the decimal data. */
  @Test
  void filipsSeventhDegree() {
    equal(
        IID.fit(powers(FILIP_X, FILIP_Y, 7)),
        new double[] {
          -8.66095748079876,
          -9.826302467569,
          -3.66503457739282,
          -0.514129242931774,
          0.0207339869539386,
          0.0142806797272845,
          0.00150757658379752,
          5.24685700456111e-5
        },
        new double[] {
          8.37778289188993,
          10.9647748394425,
          6.02920912284843,
          1.80645770318391,
          0.318709019789817,
          0.0331340891340797,
          0.00188101326299477,
          4.50197499061037e-5
        },
        1e-8);
  }

  @Test
  void wamplersFirstIsExact() {
    double[] x = IntStream.range(0, 21).asDoubleStream().toArray();
    double[] y = Arrays.stream(x).map(NistReferenceTest::ones).toArray();
    for (Estimate e : IID.fit(powers(x, y, 5)).estimates()) {
      assertThat(((Estimate.Point) e).value()).as(e.term()).isCloseTo(1, within(1e-9));
    }
  }

  private static double ones(double x) {
    return 1 + x * (1 + x * (1 + x * (1 + x * (1 + x))));
  }

  @Test
  void wamplersFifth() {
    double[] x = IntStream.range(0, 21).asDoubleStream().toArray();
    var y = new double[21];
    Arrays.setAll(y, i -> ones(x[i]) + 1e4 * WAMPLER[i]);
    LinearFit fit = IID.fit(powers(x, y, 5));
    double[] errors = {
      21523262.4678170,
      23635517.3469681,
      7793435.24331583,
      1014755.07550350,
      56456.6512170752,
      1123.24854679312
    };
    for (int k = 0; k < errors.length; k++) {
      var v = (Estimate.Value) fit.estimates().get(k);
      assertThat(v.stdError() / errors[k]).as("%s", v).isCloseTo(1, within(1e-9));
      // the estimate is 1, the rounding of what cancels to it is that of its standard error
      assertThat(v.value()).as("%s", v).isCloseTo(1, within(1e-9 * Math.max(1, errors[k])));
    }
  }

  /**
   * near = a + gap u, with gap a power of two and a and u of few bits, so that nothing is rounded
   * and the coefficients follow exactly from those of a and u, whose design is well conditioned.
   */
  @ParameterizedTest
  @CsvSource({"10, 1", "20, 1", "22, 1e-9", "24, 1e9", "28, 1", "34, 1"})
  void nearCombinationsKeepTheirDigitsOrAreRefused(int bits, double unit) {
    var random = new Random(bits);
    int n = 3000;
    double gap = Math.scalb(1.0, -bits);
    double[] a = IntStream.range(0, n).mapToDouble(i -> random.nextInt(-512, 512)).toArray();
    double[] u = IntStream.range(0, n).mapToDouble(i -> random.nextInt(-512, 512)).toArray();
    double[] c = IntStream.range(0, n).mapToDouble(i -> random.nextInt(-512, 512)).toArray();
    var y = new double[n];
    Arrays.setAll(y, i -> 3 + a[i] + u[i] - c[i] / 64 + 10 * random.nextGaussian());
    double scale = Math.scalb(1.0, Math.getExponent(unit));
    double[] near = IntStream.range(0, n).mapToDouble(i -> a[i] + gap * u[i]).toArray();
    double[] large = Arrays.stream(c).map(v -> v * scale).toArray();
    LinearFit plain = IID.fit(LinearSample.of(y, List.of("a", "u", "c"), a, u, c));
    LinearFit fit = IID.fit(LinearSample.of(y, List.of("a", "near", "c"), a, near, large));
    if (bits > 24) {
      assertThat(fit).isInstanceOf(LinearFit.Missing.class);
      return;
    }
    equal(fit, "near", value(plain, "u").value() / gap, value(plain, "u").stdError() / gap);
    equal(fit, "c", value(plain, "c").value() / scale, value(plain, "c").stdError() / scale);
    var solved = (LinearFit.Solved) fit;
    var expected = (LinearFit.Solved) plain;
    double b = value(plain, "a").value() - value(plain, "u").value() / gap;
    assertThat(value(fit, "a").value() / b).isCloseTo(1, within(1e-9));
    assertThat(solved.summary().ssr() / expected.summary().ssr()).isCloseTo(1, within(1e-12));
  }

  private static Estimate.Value value(LinearFit fit, String term) {
    return (Estimate.Value)
        fit.estimates().stream().filter(e -> e.term().equals(term)).findFirst().orElseThrow();
  }

  private static void equal(LinearFit fit, String term, double value, double error) {
    assertThat(value(fit, term).value() / value).as(term).isCloseTo(1, within(1e-9));
    assertThat(value(fit, term).stdError() / error).as(term).isCloseTo(1, within(1e-9));
  }
}
