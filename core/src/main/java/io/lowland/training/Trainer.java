package io.lowland.training;

import io.lowland.data.PointSet;
import io.lowland.kernel.Kernels;
import io.lowland.kernel.TieredKernels;
import io.lowland.network.Network;
import io.lowland.random.TorchRandom;
import java.util.Arrays;

/**
 * Trains a network as a PyTorch script would, seed for seed: initial parameters are drawn as {@code
 * nn.Linear} draws them after {@code torch.manual_seed(seed)}; every epoch takes a fresh {@code
 * torch.randperm(n)} from the same generator and cuts it into minibatches in that order, the short
 * last one kept; a step follows from the gradient of the minibatch's mean cross-entropy as the
 * {@link Optimiser} says. Arithmetic is float, as PyTorch's.
 *
 * <p>One training runs on one thread; the result is the same bits every time.
 */
public final class Trainer {
  private final TrainingPlan plan;
  private final TrainingPoints points;
  private final TorchRandom random;
  private final Network initial;
  private final TrainableParameters parameters;
  private final Backpropagation backpropagation;
  private final Descent descent;

  private Trainer(TrainingPlan plan, TrainingSet training, Kernels kernels) {
    this.plan = plan;
    // Weight decay moves the weights of pixels that are zero in every point as well.
    points = training.prepared(plan.optimiser().weightDecay() > 0);
    random = new TorchRandom(plan.seed());
    initial = Network.initialise(plan.architecture(), random);
    parameters = new TrainableParameters(plan.architecture(), points);
    parameters.copyFrom(initial);
    backpropagation =
        new Backpropagation(kernels, plan.architecture(), points, parameters, plan.batchSize());
    descent = new Descent(plan.optimiser(), kernels, backpropagation, parameters);
  }

  /** {@link #train(TrainingPlan, TrainingSet, TrainingListener)} on points of its own. */
  public static TrainingResult train(
      TrainingPlan plan, PointSet training, TrainingListener listener) {
    return train(plan, new TrainingSet(training), listener);
  }

  /**
   * Trains one network.
   *
   * @param training the points trained on
   * @param listener told after every epoch, and the networks on the way that it wants
   * @throws IllegalArgumentException if the network does not fit the points
   * @throws TrainingDivergedException if the loss or a parameter is no finite number any more
   */
  public static TrainingResult train(
      TrainingPlan plan, TrainingSet training, TrainingListener listener) {
    return train(plan, training, listener, new TieredKernels());
  }

  static TrainingResult train(
      TrainingPlan plan, TrainingSet training, TrainingListener listener, Kernels kernels) {
    checkFits(plan, training.points());
    return new Trainer(plan, training, kernels).run(listener);
  }

  private static void checkFits(TrainingPlan plan, PointSet training) {
    if (training.count() == 0) {
      throw new IllegalArgumentException("training set: no points; expected at least one");
    }
    int features = training.dataset().features();
    if (plan.architecture().inputs() != features) {
      throw new IllegalArgumentException(
          "architecture %s takes %d inputs; images of %s have %d pixels"
              .formatted(
                  plan.architecture(),
                  plan.architecture().inputs(),
                  training.dataset().name(),
                  features));
    }
    int classes = training.dataset().classes();
    if (plan.architecture().classes() < classes) {
      throw new IllegalArgumentException(
          "architecture %s has %d outputs; %s has %d classes"
              .formatted(
                  plan.architecture(),
                  plan.architecture().classes(),
                  training.dataset().name(),
                  classes));
    }
  }

  private TrainingResult run(TrainingListener listener) {
    StoppingRule stop = plan.stop();
    int epoch = 0;
    boolean stopped = false;
    while (!stopped && epoch < plan.maxEpochs()) {
      epoch++;
      double loss = pass(plan.learningRate(epoch));
      if (!Double.isFinite(loss)) {
        throw new TrainingDivergedException(plan, epoch, "the mean loss is " + loss);
      }
      listener.epoch(epoch, loss);
      stopped = epoch % stop.checkEvery() == 0 && isMet(stop);
      boolean last = stopped || epoch == plan.maxEpochs();
      if (!last && listener.wantsNetwork(epoch)) {
        listener.network(epoch, network(epoch));
      }
    }
    int n = points.count();
    Backpropagation.Fit fit = fit(n);
    return new TrainingResult(
        network(epoch), epoch, (double) fit.correct() / n, fit.loss() / n, stopped);
  }

  private boolean isMet(StoppingRule stop) {
    int count = Math.min(stop.accuracyPoints(), points.count());
    Backpropagation.Fit fit = fit(count);
    double accuracy = (double) fit.correct() / count;
    return accuracy >= stop.trainAccuracy().orElse(0)
        && fit.loss() / count <= stop.trainLoss().orElse(Double.POSITIVE_INFINITY);
  }

  /** One pass over the training set; returns its mean loss. */
  private double pass(double learningRate) {
    int n = points.count();
    int[] rows = random.permutation(n);
    for (int i = 0; i < n; i++) {
      rows[i] = points.places()[rows[i]];
    }
    double loss = 0;
    for (int from = 0; from < n; from += Math.min(plan.batchSize(), n - from)) {
      int size = Math.min(plan.batchSize(), n - from);
      // A sum over a minibatch may be taken in any order; like points next to each other are
      // faster.
      Arrays.sort(rows, from, from + size);
      loss += descent.step(rows, from, size, learningRate);
    }
    return loss / n;
  }

  /** Loss and accuracy of the first {@code count} points. */
  private Backpropagation.Fit fit(int count) {
    int[] rows = points.first(count);
    int correct = 0;
    double loss = 0;
    for (int from = 0; from < count; from += backpropagation.chunk()) {
      Backpropagation.Fit fit =
          backpropagation.fit(rows, from, Math.min(backpropagation.chunk(), count - from));
      correct += fit.correct();
      loss += fit.loss();
    }
    return new Backpropagation.Fit(correct, loss);
  }

  private Network network(int epoch) {
    float[] flat = initial.parameters().clone();
    parameters.copyTo(flat);
    for (int i = 0; i < flat.length; i++) {
      if (!Float.isFinite(flat[i])) {
        throw new TrainingDivergedException(plan, epoch, "parameter " + i + " is " + flat[i]);
      }
    }
    return new Network(plan.architecture(), flat);
  }
}
