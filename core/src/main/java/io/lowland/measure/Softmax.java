package io.lowland.measure;

/** The softmax over the K logits of one point, numerically stable for any finite logits. */
public final class Softmax {

  private Softmax() {}

  /** log Σ_k exp(logit_k) over {@code logits[from ... from + classes - 1]}. */
  public static double logSumExp(double[] logits, int from, int classes) {
    double largest = logits[from + argmax(logits, from, classes)];
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += Math.exp(logits[from + k] - largest);
    }
    return largest + Math.log(sum);
  }

  /**
   * The cross-entropy −log p_label. The difference of the label's logit to the largest is taken
   * before anything is rounded to the size of the logits, so that tiny losses keep their digits.
   */
  public static double crossEntropy(double[] logits, int from, int classes, int label) {
    int best = argmax(logits, from, classes);
    double largest = logits[from + best];
    double others = 0;
    for (int k = 0; k < classes; k++) {
      if (k != best) {
        others += Math.exp(logits[from + k] - largest);
      }
    }
    return largest - logits[from + label] + Math.log1p(others);
  }

  /**
   * Writes the K probabilities.
   *
   * @param into modified: {@code into[0 ... classes-1]}
   */
  public static void probabilities(double[] logits, int from, int classes, double[] into) {
    double largest = logits[from + argmax(logits, from, classes)];
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      into[k] = Math.exp(logits[from + k] - largest);
      sum += into[k];
    }
    for (int k = 0; k < classes; k++) {
      into[k] /= sum;
    }
  }

  /** The class with the largest logit; of equal ones the lowest, as PyTorch's argmax. */
  public static int argmax(double[] logits, int from, int classes) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      if (logits[from + k] > logits[from + best]) {
        best = k;
      }
    }
    return best;
  }
}
