package org.liftgate.modeling.iv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.JointTest;
import org.liftgate.modeling.linear.LinearFit;

/** An effect by instruments with what it rests on, or why there is none. */
public sealed interface IvFit {
  String LATE = "late";
  String ITT = "itt";

  /** Effect, intention to treat and first stage; those that have no number say why. */
  List<Estimate> estimates();

  List<String> notes();

  /**
   * @param late the two-stage estimate; with one instrument it is ITT / pi
   * @param itt effect of assignment on the outcome; empty with several instruments
   * @param firstStage effect of each instrument on the treatment
   * @param relevance that the instruments move the treatment, by the covariance chosen; empty where
   *     it cannot be tested
   * @param effectiveF of Montiel Olea and Pflueger (2013); equal to the first-stage F with one
   *     instrument; empty where the first stage has no error
   * @param rows used
   */
  record Solved(
      Estimate late,
      Optional<Estimate> itt,
      List<Estimate> firstStage,
      Optional<JointTest> relevance,
      Optional<Double> effectiveF,
      AndersonRubin andersonRubin,
      Exclusion exclusion,
      LinearFit.Convention convention,
      int rows,
      List<String> notes)
      implements IvFit {
    public Solved {
      firstStage = List.copyOf(firstStage);
      notes = List.copyOf(notes);
    }

    @Override
    public List<Estimate> estimates() {
      var all = new ArrayList<>(List.of(late));
      itt.ifPresent(all::add);
      all.addAll(firstStage);
      return List.copyOf(all);
    }
  }

  /** Nothing can be estimated. */
  record Missing(Estimate.Missing late, List<String> notes) implements IvFit {
    public Missing {
      notes = List.copyOf(notes);
    }

    @Override
    public List<Estimate> estimates() {
      return List.of(late);
    }
  }
}
