package io.lowland.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lowland.network.Architecture;
import io.lowland.network.Network;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureSessionTest {

  private record Fixed(String name, boolean isDefault, double value) implements Measure {
    @Override
    public MeasureFamily family() {
      return MeasureFamily.SIMPLICITY;
    }

    @Override
    public boolean reparameterisationInvariant() {
      return false;
    }

    @Override
    public Measurement measure(MeasureContext context) {
      if (value < 0) {
        throw new IllegalStateException("negative");
      }
      return Measurement.of(name, value);
    }
  }

  private final MeasureContext context =
      TinyContexts.of(
          new Network(
              Architecture.of(2, 1, 2), new float[Architecture.of(2, 1, 2).parameterCount()]));

  private final MeasureSession session =
      new MeasureSession(
          new MeasureRegistry(
              List.of(
                  new Fixed("b", true, 2), new Fixed("a", true, 1), new Fixed("slow", false, 3)),
              List.of(architecture -> List.of(new Fixed("broken", false, -1)))));

  @Test
  void measuresTheDefaultSetInAlphabeticalOrderWhenNoNamesAreGiven() {
    assertThat(session.measure(context, List.of()))
        .extracting(timed -> timed.measurement().measure())
        .containsExactly("a", "b");
  }

  @Test
  void measuresWhatIsNamedOnceInTheOrderGiven() {
    assertThat(session.measure(context, List.of("slow", "a", "slow")))
        .extracting(timed -> timed.measurement().value().orElseThrow())
        .containsExactly(3.0, 1.0);
  }

  @Test
  void aFailingMeasureHasAReasonAndDoesNotStopTheOthers() {
    List<TimedMeasurement> measured = session.measure(context, List.of("broken", "a"));
    assertThat(measured.getFirst().measurement().reason().orElseThrow()).contains("negative");
    assertThat(measured.getLast().measurement().value()).hasValue(1.0);
  }

  @Test
  void anUnknownNameIsRefusedWithTheNamesThatExist() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> session.measure(context, List.of("sharpnes")))
        .withMessageContaining("sharpnes")
        .withMessageContaining("broken");
  }

  @Test
  void secondsAreCounted() {
    assertThat(session.measure(context, List.of("a")).getFirst().seconds()).isPositive();
  }
}
