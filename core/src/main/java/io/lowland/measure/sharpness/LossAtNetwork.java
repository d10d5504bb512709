package io.lowland.measure.sharpness;

import io.lowland.measure.MeasureContext;
import io.lowland.network.Network;

/** The training loss of a measured network, at its parameters. */
final class LossAtNetwork {

  private LossAtNetwork() {}

  static TrainingLoss of(MeasureContext context) {
    return new TrainingLoss(
        context.network().architecture(),
        parameters(context.network()),
        TraceShares.hessianPoints(context));
  }

  static double[] parameters(Network network) {
    double[] parameters = new double[network.parameters().length];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = network.parameters()[i];
    }
    return parameters;
  }
}
