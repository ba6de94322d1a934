package org.liftgate.modeling.mix.budget;

import java.util.List;
import org.liftgate.modeling.mix.bayes.Interval;

/** A plan, or why there is none and what would settle it. */
public sealed interface Advice {

  /**
   * Money of a week, as many as today. Values are expected additions to the outcome in a week when
   * the plan is kept up, as intervals over draws.
   *
   * @param shares by channel, today and as advised
   * @param today value of today's plan
   * @param planned value of the advised plan; its mean is never below today's
   * @param gain of the advised plan over today's, draw by draw
   * @param improves posterior probability of a gain; 0 where the plan is today's
   * @param regret mean over draws of what the plan best in that draw would add beyond this one
   * @param regretToday the same of today's plan
   */
  record Plan(
      List<Share> shares,
      Interval today,
      Interval planned,
      Interval gain,
      double improves,
      double regret,
      double regretToday)
      implements Advice {
    public Plan {
      shares = List.copyOf(shares);
    }
  }

  /**
   * @param advised money a week
   * @param beyond whether the advised money exceeds any carried-over week the data hold
   */
  record Share(String channel, double today, double advised, boolean beyond) {}

  /**
   * No plan.
   *
   * @param reasons why the model cannot bear one
   * @param test the experiment that would settle most
   */
  record Withheld(List<String> reasons, SettlingTest test) implements Advice {
    public Withheld {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * Weeks with a channel on and off in random order.
   *
   * @param channel whose return is least known
   * @param weeks in all, an even number
   * @param detectable change of the outcome in a week found with 80% power at the 5% level
   */
  record SettlingTest(String channel, int weeks, double detectable) {
    public String sentence() {
      return "Switch %s off in %d of %d weeks drawn at random: a change of %,.0f a week or more would be found in four of five such tests."
          .formatted(channel, weeks / 2, weeks, detectable);
    }
  }
}
