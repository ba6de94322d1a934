package org.liftgate.modeling.dml;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;

/** Effects given modifiers, or why there are none. */
public sealed interface CateFit {

  /** Averages first, then coefficients. */
  List<Estimate> estimates();

  /**
   * @param averages of each contrast, over the population the rows were drawn from
   * @param nuisances how well they predict
   * @param convention covariance in words
   * @param notes plain sentences
   */
  record Solved(
      EffectModel model,
      List<Estimate> averages,
      Quality nuisances,
      Convention convention,
      List<String> notes)
      implements CateFit {
    public Solved {
      averages = List.copyOf(averages);
      notes = List.copyOf(notes);
    }

    @Override
    public List<Estimate> estimates() {
      var out = new ArrayList<Estimate>(averages);
      if (model.width() > 1) {
        out.addAll(model.estimates());
      }
      return out;
    }
  }

  /**
   * @param outcomeR2 share of the outcome's variance predicted out of fold
   * @param treatmentR2 the same of each contrast of the treatment
   * @param clipped propensities that were moved to the bound
   * @param lowest propensity before clipping; 1 where there is none
   */
  record Quality(double outcomeR2, double[] treatmentR2, int clipped, double lowest) {}

  /**
   * @param kind such as {@code HC1}
   * @param clusters names of what it clusters by
   * @param ssc small-sample factor in words
   */
  record Convention(String kind, List<String> clusters, String ssc) {
    public Convention {
      clusters = List.copyOf(clusters);
    }
  }

  /**
   * @param detail plain sentences, one for each thing that is wrong
   */
  record Refused(List<String> terms, Reason reason, String detail) implements CateFit {
    public Refused {
      terms = List.copyOf(terms);
    }

    @Override
    public List<Estimate> estimates() {
      return terms.stream().map(t -> (Estimate) new Missing(t, reason, detail)).toList();
    }
  }
}
