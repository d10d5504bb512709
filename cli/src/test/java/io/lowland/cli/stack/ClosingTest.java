package io.lowland.cli.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingTest {

  @Test
  void whatCannotBeStoppedKeepsNothingElseFromBeingStopped() {
    List<String> stopped = new ArrayList<>();
    IllegalStateException database = new IllegalStateException("database");
    IllegalStateException broker = new IllegalStateException("broker");

    assertThatThrownBy(
            () ->
                Closing.all(
                    List.of(
                        () -> stopped.add("services"),
                        () -> {
                          throw database;
                        },
                        () -> {
                          throw broker;
                        },
                        () -> stopped.add("record"))))
        .isSameAs(database)
        .hasSuppressedException(broker);
    assertThat(stopped).containsExactly("services", "record");
  }
}
