package org.liftgate.modeling.mix.bayes;

import java.util.List;
import org.liftgate.modeling.bayes.Prior;
import org.liftgate.modeling.mix.Adstock;
import org.liftgate.modeling.mix.Saturation;

/** A family of carry-over and saturation with priors of its parameters. */
public record Curve(Carry carry, Bend bend) {

  /** Geometric carry-over, decay Beta(1.5, 3); power saturation, exponent Beta(3, 2). */
  public static Curve standard() {
    return new Curve(
        new GeometricCarry(new Prior.Beta(1.5, 3)), new PowerBend(new Prior.Beta(3, 2)));
  }

  /** A carry-over; its weights sum to 1. */
  public sealed interface Carry {
    List<String> names();

    List<Prior> priors();

    /** At values on the parameters' own scale. */
    Adstock at(double[] values);
  }

  /** A saturation of spending in units of its mean over active weeks. */
  public sealed interface Bend {
    List<String> names();

    List<Prior> priors();

    Saturation at(double[] values);
  }

  /**
   * @param decay on 0 to 1
   */
  public record GeometricCarry(Prior decay) implements Carry {
    private static final double MOST = 1 - 1e-9;

    @Override
    public List<String> names() {
      return List.of("decay");
    }

    @Override
    public List<Prior> priors() {
      return List.of(decay);
    }

    @Override
    public Adstock at(double[] values) {
      return new Adstock.Geometric(Math.min(values[0], MOST), true);
    }
  }

  /**
   * @param shape above 0
   * @param scale in weeks
   * @param lags weeks a spending can work
   */
  public record WeibullCarry(Prior shape, Prior scale, int lags) implements Carry {
    @Override
    public List<String> names() {
      return List.of("weibull_shape", "weibull_scale");
    }

    @Override
    public List<Prior> priors() {
      return List.of(shape, scale);
    }

    @Override
    public Adstock at(double[] values) {
      return new Adstock.Weibull(values[0], values[1], lags);
    }
  }

  /**
   * @param exponent above 0
   */
  public record PowerBend(Prior exponent) implements Bend {
    private static final double LEAST = 1e-9;

    @Override
    public List<String> names() {
      return List.of("exponent");
    }

    @Override
    public List<Prior> priors() {
      return List.of(exponent);
    }

    @Override
    public Saturation at(double[] values) {
      return new Saturation.Power(Math.max(values[0], LEAST));
    }
  }

  /**
   * @param half in mean active spendings
   * @param shape above 0
   */
  public record HillBend(Prior half, Prior shape) implements Bend {
    @Override
    public List<String> names() {
      return List.of("half", "hill_shape");
    }

    @Override
    public List<Prior> priors() {
      return List.of(half, shape);
    }

    @Override
    public Saturation at(double[] values) {
      return new Saturation.Hill(values[0], values[1]);
    }
  }
}
