package io.lowland.measure.weakness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class WeaknessPictureTest {

  /** Run with {@code -Dlowland.docs.update=true} to write the picture anew. */
  @Test
  void thePictureInTheDocsIsTheOneTheCodeDraws() throws IOException {
    Path file = Path.of("../docs/weakness.svg");
    String drawn = WeaknessPicture.draw();
    if (Boolean.getBoolean("lowland.docs.update")) {
      Files.writeString(file, drawn);
    }
    assertThat(Files.readString(file)).isEqualTo(drawn);
  }
}
