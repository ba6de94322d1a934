package org.liftgate.kernel;

import java.util.List;

/** The first of five judgements that fits an estimate; always with reasons and a next step. */
public sealed interface Verdict {

  List<String> reasons();

  /** What would settle it: the missing input or the experiment; empty for {@link Accept}. */
  String nextStep();

  /** The word printed for people and written to artifacts. */
  default String word() {
    return switch (this) {
      case Accept _ -> "accept";
      case Fragile _ -> "fragile";
      case Inconclusive _ -> "inconclusive";
      case Reject _ -> "reject";
      case NotEstimable _ -> "not-estimable";
    };
  }

  /** The same with another next step; an accepted effect has none. */
  default Verdict withNextStep(String step) {
    return switch (this) {
      case Accept accepted -> accepted;
      case Fragile(List<String> reasons, String _) -> new Fragile(reasons, step);
      case Inconclusive(List<String> reasons, String _) -> new Inconclusive(reasons, step);
      case Reject(List<String> reasons, String _) -> new Reject(reasons, step);
      case NotEstimable(List<String> reasons, String _) -> new NotEstimable(reasons, step);
    };
  }

  record Accept(List<String> reasons) implements Verdict {
    public Accept {
      reasons = List.copyOf(reasons);
    }

    @Override
    public String nextStep() {
      return "";
    }
  }

  /** A refuter failed, a waiver was used, or the grade is associational. */
  record Fragile(List<String> reasons, String nextStep) implements Verdict {
    public Fragile {
      reasons = List.copyOf(reasons);
    }
  }

  /** The interval holds break-even and the minimum detectable effect exceeds it. */
  record Inconclusive(List<String> reasons, String nextStep) implements Verdict {
    public Inconclusive {
      reasons = List.copyOf(reasons);
    }
  }

  /** The profile's rejection rule fired. */
  record Reject(List<String> reasons, String nextStep) implements Verdict {
    public Reject {
      reasons = List.copyOf(reasons);
    }
  }

  /** No number can be given, and why. */
  record NotEstimable(List<String> reasons, String nextStep) implements Verdict {
    public NotEstimable {
      reasons = List.copyOf(reasons);
    }
  }
}
