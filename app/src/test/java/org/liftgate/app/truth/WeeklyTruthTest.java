package org.liftgate.app.truth;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.accumulate.Workers;
import org.liftgate.app.store.Json;
import org.liftgate.ingest.simulate.weekly.WeeklyParameters;
import org.liftgate.ingest.simulate.weekly.WeeklySimulator;
import org.liftgate.modeling.mediation.LinearMediation;
import org.liftgate.modeling.mediation.MediationEffects;
import org.liftgate.modeling.mediation.MediationSample;
import org.liftgate.modeling.mix.Adstock;
import org.liftgate.modeling.mix.Calendar;
import org.liftgate.modeling.mix.Features;
import org.liftgate.modeling.mix.Saturation;
import org.liftgate.modeling.mix.Standardiser;
import org.liftgate.modeling.mix.bayes.Channel;
import org.liftgate.modeling.mix.bayes.Contributions;
import org.liftgate.modeling.mix.bayes.Interval;
import org.liftgate.modeling.mix.bayes.MixModel;
import org.liftgate.modeling.mix.bayes.MixSampler;

/**
 * Estimators of mix-mediation on many files of its simulator, as the pipeline sets them up: 104
 * weeks a file. Few files in CI, many with the profile "long".
 */
class WeeklyTruthTest {
  private static final boolean LONG = Integer.getInteger("liftgate.draws", 40) >= 2000;
  private static final List<String> SOCIAL = List.of("facebook", "tiktok", "instagram", "snapchat");
  private static final List<String> CONTROLS =
      List.of("average_price", "promotions", "emails_send", "sms_send", "social_followers");
  private static final WeeklyParameters P = WeeklyParameters.defaults();

  @TempDir Path temp;

  /** One drawn file and its truth, by treatment and term. */
  private record Drawn(List<CSVRecord> rows, Map<String, Double> truth) {
    double[] column(String name) {
      return rows.stream().mapToDouble(r -> Double.parseDouble(r.get(name))).toArray();
    }

    double[] spend(String channel) {
      return column(channel + "_spend");
    }

    List<LocalDate> weeks() {
      return rows.stream().map(r -> LocalDate.parse(r.get("week"))).toList();
    }

    Features controls(Features season) {
      Features all = Calendar.time(rows.size());
      for (String c : CONTROLS) {
        all = all.and(c, column(c));
      }
      return all.and(season);
    }
  }

  private Drawn draw(WeeklyParameters p, long seed) throws IOException {
    Path folder = temp.resolve(Long.toString(seed));
    new WeeklySimulator().simulate(p, 0.1, seed, folder, () -> false);
    var truth = new HashMap<String, Double>();
    for (JsonNode e :
        Json.parse(Files.readString(folder.resolve("truth.json")), "truth").path("estimands")) {
      truth.put(
          e.path("treatment").asText() + " " + e.path("term").asText(), e.path("value").asDouble());
    }
    var format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).build();
    try (var parser = format.parse(Files.newBufferedReader(folder.resolve("weekly.csv")))) {
      return new Drawn(parser.getRecords(), truth);
    }
  }

  private static double[] bent(double[] spend, double decay) {
    return new Saturation.Power(0.75).of(Adstock.Geometric.plain(decay).of(spend));
  }

  private static MediationEffects mediated(Drawn d, long seed) {
    double[] sum = new double[d.rows().size()];
    for (String channel : SOCIAL) {
      double[] own = d.spend(channel);
      for (int t = 0; t < sum.length; t++) {
        sum[t] += own[t];
      }
    }
    Features controls = d.controls(Calendar.months(d.weeks()));
    return new LinearMediation(400, 0, 0, 1, seed, Workers.of(2))
        .estimate(
            new MediationSample(
                bent(sum, 0.5),
                bent(d.spend("google"), 0.4),
                d.column("revenue"),
                controls.names(),
                controls.columns()));
  }

  /** Share of files whose intervals hold the truth, by term. */
  private Map<String, Double> held(WeeklyParameters p, int files, long first) throws IOException {
    var held = new TreeMap<String, Double>();
    for (int i = 0; i < files; i++) {
      Drawn d = draw(p, first + i);
      for (MediationEffects.Effect e : mediated(d, i).all()) {
        Double truth = d.truth().get("social " + e.term());
        if (truth != null) {
          held.merge(
              e.term(), (e.low() <= truth && truth <= e.high() ? 1.0 : 0) / files, Double::sum);
        }
      }
    }
    return held;
  }

  @Test
  void waysPastAndThroughSearchAreCovered() throws IOException {
    int files = LONG ? 1_000 : 60;
    double slack = LONG ? 0 : 0.07;
    Map<String, Double> both = held(P, files, 1_000);
    Map<String, Double> none = held(P.ways(1, 0, 1), files, 10_000);
    System.out.printf("%d files: coverage %s; without a way to search %s%n", files, both, none);
    both.forEach((term, share) -> assertThat(share).as(term).isGreaterThan(0.925 - slack));
    none.forEach((term, share) -> assertThat(share).as(term).isGreaterThan(0.925 - slack));
  }

  /** What nobody sees and moves search and revenue together is taken for what search does. */
  @Test
  void anUnseenCauseBreaksTheWayThroughSearch() throws IOException {
    Map<String, Double> broken = held(P.broken(2, 0), LONG ? 300 : 40, 20_000);
    System.out.println("with an unseen cause: " + broken);
    assertThat(broken.get("indirect")).isLessThan(0.6);
  }

  /**
   * A channel without effect is told from 0 in at most one file of twenty, and what the others
   * returned lies in its interval in nine of ten cases or more. These are Bayesian intervals of a
   * fixed truth, so nothing promises 95%. The scale .3 was chosen on files 30,000 to 30,199, where
   * a scale of one standard deviation held the truth in 648 of 800; these are others.
   */
  @Test
  void aNullChannelIsSeldomTakenForOneThatWorks() throws IOException {
    int files = LONG ? 200 : 10;
    int taken = 0;
    int held = 0;
    int all = 0;
    for (int i = 0; i < files; i++) {
      Drawn d = draw(P.apart("snapchat", false), 90_000 + i);
      var channels = new ArrayList<Channel>();
      for (String name : List.of("facebook", "google", "tiktok", "instagram", "snapchat")) {
        channels.add(
            Channel.of(name, d.spend(name)).withSlab(MixModel.slab(0.3, d.column("revenue"))));
      }
      Features controls = d.controls(Calendar.fourier(d.weeks(), 2));
      Features scaled = Standardiser.of(controls, d.rows().size()).apply(controls);
      var posterior =
          new MixSampler(4, 250, 250, 1, i, Workers.of(2))
              .sample(MixModel.of(channels, scaled, d.column("revenue")));
      for (Contributions.Part part : Contributions.of(posterior).parts()) {
        Interval roi = part.roi();
        double truth = d.truth().get(part.channel() + " roi");
        if (part.channel().equals("snapchat")) {
          taken += roi.low() > 0 ? 1 : 0;
        } else {
          all++;
          held += roi.low() <= truth && truth <= roi.high() ? 1 : 0;
        }
      }
    }
    System.out.printf(
        "%d files: null channel above 0 in %d; intervals of the others' returns hold the truth in %d of %d%n",
        files, taken, held, all);
    assertThat((double) taken / files).isLessThanOrEqualTo(LONG ? 0.05 : 0.10);
    assertThat((double) held / all).isGreaterThan(LONG ? 0.91 : 0.8);
  }
}
