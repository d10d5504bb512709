package io.lowland.measure.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.data.Split;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureOptions;
import io.lowland.network.Architecture;
import io.lowland.network.ForwardPass;
import io.lowland.network.Network;
import io.lowland.training.ReferenceData;
import io.lowland.training.StoppingRule;
import io.lowland.training.Trainer;
import io.lowland.training.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Freshly trained networks of the paper's experiment, decided by another library as well. */
class PairProxyLinearProgramTest {
  /** Run with {@code -Dlowland.lp.networks=100} for all seeds of the experiment. */
  private static final int NETWORKS = Integer.getInteger("lowland.lp.networks", 3);

  private static final int PAIRS_OF_EACH_KIND = 2;

  @Test
  void aSampleOfVerdictsEqualsThoseOfALinearProgram() {
    Split split = Split.of(ReferenceData.dataset("mnist"), 250);
    for (int seed = 0; seed < NETWORKS; seed++) {
      var plan =
          new TrainingPlan(
              Architecture.parse("784-64-8-10"), seed, 64, 0.1, 500, StoppingRule.PAPER);
      Network network = Trainer.train(plan, split.training(), (_, _) -> {}).network();
      check(new MeasureContext(network, split, MeasureOptions.PAPER), seed);
    }
  }

  private static void check(MeasureContext context, int seed) {
    var forward = new ForwardPass(context.network());
    LabelledFeatures training = PairVerdicts.features(context, forward);
    double[] probes = PairVerdicts.frozenFeatures(forward, context.probes());
    List<String> rows = PairVerdicts.of(context).rows();
    for (char kind : new char[] {'0', '1'}) {
      for (int[] pair : sample(rows, kind, new Random(seed))) {
        int dimension = training.dimension();
        double[] probe = Arrays.copyOfRange(probes, pair[0] * dimension, (pair[0] + 1) * dimension);
        assertThat(LinearProgramOracle.feasible(training, probe, pair[1]))
            .as("seed %d, probe %d, class %d", seed, pair[0], pair[1])
            .isEqualTo(kind == '1');
      }
    }
  }

  private static List<int[]> sample(List<String> rows, char kind, Random random) {
    List<int[]> pairs = new ArrayList<>();
    for (int probe = 0; probe < rows.size(); probe++) {
      for (int k = 0; k < rows.get(probe).length(); k++) {
        if (rows.get(probe).charAt(k) == kind) {
          pairs.add(new int[] {probe, k});
        }
      }
    }
    Collections.shuffle(pairs, random);
    return pairs.subList(0, Math.min(PAIRS_OF_EACH_KIND, pairs.size()));
  }
}
