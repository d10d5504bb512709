package io.lowland.training;

import io.lowland.data.PointSet;
import io.lowland.kernel.Kernels;
import io.lowland.kernel.TieredKernels;
import io.lowland.network.Network;
import io.lowland.random.TorchRandom;
import java.util.stream.IntStream;

/**
 * Trains a network as a PyTorch script would, seed for seed: initial parameters are drawn as {@code
 * nn.Linear} draws them after {@code torch.manual_seed(seed)}; every epoch takes a fresh {@code
 * torch.randperm(n)} from the same generator and cuts it into minibatches in that order, the short
 * last one kept; a step subtracts the learning rate times the gradient of the minibatch's mean
 * cross-entropy. Arithmetic is float, as PyTorch's.
 *
 * <p>One training runs on one thread; the result is the same bits every time.
 */
public final class Trainer {
  private final TrainingPlan plan;
  private final TrainingPoints points;
  private final Kernels kernels;
  private final TorchRandom random;
  private final Network initial;
  private final TrainableParameters parameters;
  private final TrainableParameters gradient;
  private final Backpropagation backpropagation;
  private final int[] inOrder;

  private Trainer(TrainingPlan plan, PointSet training, Kernels kernels) {
    this.plan = plan;
    this.kernels = kernels;
    points = TrainingPoints.of(training);
    random = new TorchRandom(plan.seed());
    initial = Network.initialise(plan.architecture(), random);
    parameters = new TrainableParameters(plan.architecture(), points.pixels());
    parameters.copyFrom(initial);
    gradient = new TrainableParameters(plan.architecture(), points.pixels());
    backpropagation = new Backpropagation(kernels, plan.architecture(), points, parameters);
    inOrder = IntStream.range(0, points.count()).toArray();
  }

  /**
   * Trains one network.
   *
   * @param training the points trained on, in the order the minibatches' permutations refer to
   * @param listener told after every epoch
   * @throws IllegalArgumentException if the network does not fit the points
   * @throws TrainingDivergedException if the loss or a parameter is no finite number any more
   */
  public static TrainingResult train(
      TrainingPlan plan, PointSet training, TrainingListener listener) {
    return train(plan, training, listener, new TieredKernels());
  }

  static TrainingResult train(
      TrainingPlan plan, PointSet training, TrainingListener listener, Kernels kernels) {
    checkFits(plan, training);
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
      double loss = epoch();
      if (!Double.isFinite(loss)) {
        throw new TrainingDivergedException(plan, epoch, "the mean loss is " + loss);
      }
      listener.epoch(epoch, loss);
      stopped =
          epoch % stop.checkEvery() == 0
              && accuracy(Math.min(stop.accuracyPoints(), points.count())) >= stop.trainAccuracy();
    }
    return new TrainingResult(network(epoch), epoch, accuracy(points.count()), meanLoss(), stopped);
  }

  /** One pass over the training set; returns its mean loss. */
  private double epoch() {
    int n = points.count();
    int[] order = random.permutation(n);
    double loss = 0;
    for (int from = 0; from < n; from += Math.min(plan.batchSize(), n - from)) {
      loss += step(order, from, Math.min(plan.batchSize(), n - from));
    }
    return loss / n;
  }

  /** One step on the minibatch {@code order[from] ...}; returns its summed loss. */
  private double step(int[] order, int from, int size) {
    float scale = (float) (-plan.learningRate() / size);
    backpropagation.parametersChanged();
    if (size <= backpropagation.chunk()) {
      return backpropagation.accumulate(order, from, size, scale, parameters);
    }
    gradient.clear();
    double loss = 0;
    for (int at = from; at < from + size; at += backpropagation.chunk()) {
      int rows = Math.min(backpropagation.chunk(), from + size - at);
      loss += backpropagation.accumulate(order, at, rows, scale, gradient);
    }
    parameters.add(kernels, gradient);
    return loss;
  }

  private double accuracy(int count) {
    int correct = 0;
    for (int from = 0; from < count; from += backpropagation.chunk()) {
      correct +=
          backpropagation.correct(inOrder, from, Math.min(backpropagation.chunk(), count - from));
    }
    return (double) correct / count;
  }

  private double meanLoss() {
    double loss = 0;
    for (int from = 0; from < points.count(); from += backpropagation.chunk()) {
      loss +=
          backpropagation.loss(
              inOrder, from, Math.min(backpropagation.chunk(), points.count() - from));
    }
    return loss / points.count();
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
