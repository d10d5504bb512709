package io.lowland.testing.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BackendChoiceTest {

  @Test
  void embeddedUnlessSomethingElseIsAskedFor() {
    assertThat(BackendChoice.chosen(null, Map.of())).isEqualTo(BackendChoice.EMBEDDED);
    assertThat(BackendChoice.chosen("", Map.of("LOWLAND_BACKENDS", " ")))
        .isEqualTo(BackendChoice.EMBEDDED);
  }

  @Test
  void propertyComesBeforeTheVariable() {
    Map<String, String> containers = Map.of("LOWLAND_BACKENDS", "containers");
    assertThat(BackendChoice.chosen(null, containers)).isEqualTo(BackendChoice.CONTAINERS);
    assertThat(BackendChoice.chosen("embedded", containers)).isEqualTo(BackendChoice.EMBEDDED);
    assertThat(BackendChoice.chosen("containers", Map.of())).isEqualTo(BackendChoice.CONTAINERS);
  }

  @Test
  void anotherValueIsRefusedWithWhatIsExpected() {
    assertThatThrownBy(() -> BackendChoice.chosen("docker", Map.of()))
        .hasMessage("lowland.backends: 'docker'; expected embedded or containers");
    assertThatThrownBy(() -> BackendChoice.chosen(null, Map.of("LOWLAND_BACKENDS", "CONTAINERS")))
        .hasMessage("LOWLAND_BACKENDS: 'CONTAINERS'; expected embedded or containers");
  }
}
