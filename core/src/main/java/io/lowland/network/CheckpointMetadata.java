package io.lowland.network;

/**
 * Keys of a checkpoint's {@code __metadata__}. All values are text; numbers are written in decimal.
 * What a measuring service needs to know about a network stands here and nowhere else, so any tool
 * that writes safetensors can hand a network in.
 */
public final class CheckpointMetadata {
  /** Catalogue name of the data set, such as {@code mnist}. */
  public static final String DATASET = "dataset";

  /** SHA-256 of the data set's pixels and labels. */
  public static final String DATASET_DIGEST = "dataset_digest";

  /** Widths such as {@code 784-64-8-10}; must agree with the tensors' shapes. */
  public static final String ARCHITECTURE = "architecture";

  /** Seed of initial parameters and minibatch order. */
  public static final String SEED = "seed";

  /** n, the number of training points drawn from the training images. */
  public static final String TRAIN_POINTS = "train_points";

  /** Which remaining points are unseen: {@code all}, {@code leftover} or {@code test}. */
  public static final String UNSEEN = "unseen";

  /** Number of probes of the pair proxy. */
  public static final String PROBES = "probes";

  /** The most training points the Hessian is taken over. */
  public static final String HESSIAN_POINTS = "hessian_points";

  /** Measures asked for, joined by commas; absent for all. */
  public static final String MEASURES = "measures";

  /** Id of the experiment. */
  public static final String EXPERIMENT = "experiment";

  /** Id of the run. */
  public static final String RUN = "run";

  /** Name of the training regime, such as {@code small-batch}. */
  public static final String REGIME = "regime";

  /** Points per minibatch. */
  public static final String BATCH_SIZE = "batch_size";

  /** Learning rate. */
  public static final String LEARNING_RATE = "learning_rate";

  /** {@link CheckpointKind}; absent for {@code final}. */
  public static final String KIND = "kind";

  /**
   * The {@link Reparameterisation} of a reparameterised checkpoint, as JSON: {@code
   * {"hidden_layer":1,"factor":5}}.
   */
  public static final String TRANSFORMATION = "transformation";

  /** Id of the final checkpoint that a reparameterised one was made from. */
  public static final String DERIVED_FROM = "derived_from";

  /**
   * How many checkpoints of the run there are in all, said by the final one; absent where that is
   * the only one.
   */
  public static final String RUN_CHECKPOINTS = "run_checkpoints";

  /** Epochs trained. */
  public static final String EPOCHS = "epochs";

  /** Fraction of the training points classified correctly at the end. */
  public static final String TRAIN_ACCURACY = "train_accuracy";

  /** Mean cross-entropy over the training points at the end. */
  public static final String TRAIN_LOSS = "train_loss";

  /** Whether the stopping rule ended the training: {@code true} or {@code false}. */
  public static final String STOPPED_BY_RULE = "stopped_by_rule";

  /** Seconds of training. */
  public static final String TRAIN_SECONDS = "train_seconds";

  /** Version of the code that trained. */
  public static final String CODE_VERSION = "code_version";

  private CheckpointMetadata() {}
}
