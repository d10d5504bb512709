package io.lowland.measure.weakness;

import java.util.ArrayList;
import java.util.List;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** Decides pairs by a general linear-programming library: an independent oracle for the engine. */
final class LinearProgramOracle {
  /** As in the paper: margins of at least this with weights of at most {@link #LARGEST_WEIGHT}. */
  private static final double MARGIN = 1e-4;

  private static final double LARGEST_WEIGHT = 1e4;

  private LinearProgramOracle() {}

  /** Whether a classifier keeps the labels of all training points. */
  static boolean separable(LabelledFeatures training) {
    return feasible(training, new double[0], -1);
  }

  /** Whether a classifier keeps the labels of all training points and gives the probe the class. */
  static boolean feasible(LabelledFeatures training, double[] probe, int wanted) {
    var model = new ExpressionsBasedModel();
    int size = training.dimension() + 1;
    List<Variable> weights = new ArrayList<>();
    for (int i = 0; i < size * training.classes(); i++) {
      weights.add(model.newVariable("w" + i).lower(-LARGEST_WEIGHT).upper(LARGEST_WEIGHT));
    }
    double[] point = new double[size];
    for (int i = 0; i < training.count(); i++) {
      training.homogeneous(i, point, 0);
      constrain(model, weights, point, training.labels()[i], training.classes());
    }
    if (wanted >= 0) {
      System.arraycopy(probe, 0, point, 0, probe.length);
      point[probe.length] = 1;
      constrain(model, weights, point, wanted, training.classes());
    }
    Optimisation.Result result = model.minimise();
    return result.getState().isFeasible();
  }

  private static void constrain(
      ExpressionsBasedModel model,
      List<Variable> weights,
      double[] point,
      int wanted,
      int classes) {
    for (int k = 0; k < classes; k++) {
      if (k != wanted) {
        var margin = model.newExpression("m" + model.countExpressions()).lower(MARGIN);
        for (int f = 0; f < point.length; f++) {
          margin.set(weights.get(f * classes + wanted), point[f]);
          margin.set(weights.get(f * classes + k), -point[f]);
        }
      }
    }
  }
}
