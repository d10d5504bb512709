package io.lowland.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lowland.network.Architecture;
import io.lowland.network.Network;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  @ParameterizedTest
  @MethodSource("waysToFail")
  void howeverAMeasureFailsTheOthersAreTaken(Supplier<Measurement> way, String reason) {
    MeasureSession session =
        new MeasureSession(
            new MeasureRegistry(List.of(new Own(way), new Fixed("a", true, 1)), List.of()));
    List<TimedMeasurement> measured = session.measure(context, List.of("own", "a"));
    assertThat(measured.getFirst().measurement().measure()).isEqualTo("own");
    assertThat(measured.getFirst().measurement().reason().orElseThrow()).contains(reason);
    assertThat(measured.getLast().measurement().value()).hasValue(1.0);
  }

  static Stream<Arguments> waysToFail() {
    return Stream.of(
        way(() -> null, "it answered null"),
        way(() -> Measurement.of("a", 2), "it answered for a; expected own"),
        way(
            () -> {
              throw new NoSuchMethodError("of another version");
            },
            "of another version"),
        way(
            () -> Measurement.of("own", 1, Map.of("by_layer", List.of(1, Optional.of(2)))),
            "details.by_layer[1] is a java.util.Optional; expected numbers, strings"),
        way(
            () -> Measurement.of("own", 1, Map.of("counts", Map.of(3, 4))),
            "details.counts: a map with the key 3; expected strings"),
        way(() -> Measurement.of("own", 1, holdingItself()), "more than 100 levels"),
        way(() -> Measurement.estimate("own", Double.NaN, 1, Map.of()), "not finite: NaN"),
        way(() -> Measurement.estimate("own", 1, 1 / 0.0, Map.of()), "not finite: 1.0 ± Infinity"),
        way(
            () ->
                new Measurement(
                    "own",
                    OptionalDouble.of(Double.NaN),
                    OptionalDouble.empty(),
                    Map.of(),
                    Optional.empty()),
            "expected a finite number"));
  }

  private static Map<String, Object> holdingItself() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    return Map.of("list", list);
  }

  @Test
  void detailsOfJsonTypesAreKept() {
    Map<String, Object> details = new HashMap<>();
    details.put("none", null);
    details.put("counts", new int[] {1, 2});
    details.put("rows", new String[] {"01", "10"});
    details.put("layers", List.of(Map.of("norm", 1.5, "dead", false)));
    MeasureSession session =
        new MeasureSession(
            new MeasureRegistry(
                List.of(new Own(() -> Measurement.of("own", 1, details))), List.of()));

    assertThat(session.measure(context, List.of("own")).getFirst().measurement().details())
        .isEqualTo(details);
  }

  private static Arguments way(Supplier<Measurement> way, String reason) {
    return Arguments.of(way, reason);
  }

  /** A measure of a user's jar. */
  private record Own(Supplier<Measurement> answer) implements Measure {
    @Override
    public String name() {
      return "own";
    }

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
      return answer.get();
    }
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
