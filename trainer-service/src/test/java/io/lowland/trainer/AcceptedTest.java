package io.lowland.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.lowland.trainer.ExperimentResource.Accepted;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The answer to a submission, as it is sent. */
class AcceptedTest {
  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new Jdk8Module());

  @Test
  void namesAreInSnakeCaseAndWhatIsAbsentIsLeftOut() throws Exception {
    assertThat(
            JSON.writeValueAsString(
                new Accepted("x-1f3a", 3, "synthetic-digits", Optional.of("mnist is missing"))))
        .isEqualTo(
            """
            {"experiment":"x-1f3a","runs":3,"dataset":"synthetic-digits",\
            "why_not_first":"mnist is missing"}""");
    assertThat(JSON.writeValueAsString(new Accepted("x-1f3a", 3, "mnist", Optional.empty())))
        .isEqualTo("{\"experiment\":\"x-1f3a\",\"runs\":3,\"dataset\":\"mnist\"}");
  }
}
