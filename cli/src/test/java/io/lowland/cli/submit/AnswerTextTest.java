package io.lowland.cli.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lowland.contracts.CheckpointDescription;
import io.lowland.network.Architecture;
import io.lowland.network.Checkpoint;
import io.lowland.network.Network;
import io.lowland.random.TorchRandom;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerTextTest {
  private static final Checkpoint CHECKPOINT =
      new Checkpoint(
          Network.initialise(Architecture.of(784, 2, 10), new TorchRandom(1)),
          Map.of("experiment", "mine", "dataset", "mnist", "train_points", "250"));

  @Test
  void aReasonOfManyNetworksIsSaidOnceWithTheirFiles() {
    List<Answer> answers =
        List.of(
            rejected("a", "another size"),
            rejected("b", "too late"),
            rejected("c", "another size"));

    assertThat(AnswerText.failures(answers))
        .containsExactly("2 networks (a, c): rejected: another size", "b: rejected: too late");
  }

  @Test
  void ofVeryManyFilesSomeAreNamed() {
    List<Answer> answers =
        IntStream.range(0, 300).mapToObj(i -> rejected("net" + i, "another size")).toList();

    assertThat(AnswerText.failures(answers))
        .singleElement()
        .asString()
        .startsWith("300 networks (net0, net1, ")
        .contains("net19 and 280 others, see --json): rejected: another size")
        .doesNotContain("net20,");
  }

  @Test
  void networksThatAreStillToComeHaveNotFailed() {
    assertThat(AnswerText.failures(List.of(answer("a")))).isEmpty();
  }

  private static Answer rejected(String file, String reason) {
    return answer(file).withRejection(reason);
  }

  private static Answer answer(String file) {
    return Answer.none(
        new OwnNetwork(Path.of(file), CHECKPOINT, CheckpointDescription.of(CHECKPOINT)));
  }
}
