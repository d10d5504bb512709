package io.lowland.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lowland.report.Samples;
import io.lowland.report.document.Block;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.ResultJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void networksOnOneDataSetAreNoConcern() throws IOException {
    assertThat(DataSets.of(measuredOn("00ff", "00ff"))).containsExactly("mnist (SHA-256 00ff…)");
    assertThat(concerns(measuredOn("00ff", "00ff"))).doesNotContain("different data sets");
  }

  @Test
  void networkOnOtherBytesOfTheSameNameIsAConcern() throws IOException {
    assertThat(concerns(measuredOn("00ff", "0123456789abcdef")))
        .contains(
            "measured on 2 different data sets",
            "mnist (SHA-256 00ff…), mnist (SHA-256 0123456789ab…)");
  }

  /** The sample, whose data set has the digest 00ff, with what two of its networks say. */
  private ExperimentResult measuredOn(String first, String second) throws IOException {
    JsonNode result = JSON.readTree(ResultJson.write(Samples.pairProxy()));
    say(result.at("/runs/0/training"), first);
    say(result.at("/runs/1/training"), second);
    return ResultJson.read(Files.writeString(folder.resolve("result.json"), result.toString()));
  }

  private static void say(JsonNode training, String digest) {
    ((ObjectNode) training).put("dataset", "mnist").put("dataset_digest", digest);
  }

  private static String concerns(ExperimentResult result) {
    return new ConcernSection()
        .about(result).stream()
            .filter(Block.Bullets.class::isInstance)
            .map(Object::toString)
            .toList()
            .toString();
  }
}
