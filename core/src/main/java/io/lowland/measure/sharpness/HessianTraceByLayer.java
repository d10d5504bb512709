package io.lowland.measure.sharpness;

import io.lowland.measure.Measure;
import io.lowland.measure.MeasureContext;
import io.lowland.measure.MeasureFamily;
import io.lowland.measure.MeasureProvider;
import io.lowland.measure.Measurement;
import io.lowland.network.Architecture;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Each affine layer's share of {@code hessian_trace}: {@code hessian_trace_layer_1} is that of the
 * weights and biases from the input to the first hidden layer. The shares add up to the trace.
 */
public final class HessianTraceByLayer implements MeasureProvider {

  @Override
  public List<Measure> measuresFor(Architecture architecture) {
    return IntStream.range(0, architecture.layers()).<Measure>mapToObj(LayerTrace::new).toList();
  }

  private record LayerTrace(int layer) implements Measure {

    @Override
    public String name() {
      return "hessian_trace_layer_" + (layer + 1);
    }

    @Override
    public MeasureFamily family() {
      return MeasureFamily.SHARPNESS;
    }

    @Override
    public boolean reparameterisationInvariant() {
      return false;
    }

    @Override
    public Measurement measure(MeasureContext context) {
      TraceShares shares = TraceShares.of(context);
      return Measurement.of(name(), shares.byLayer()[layer], Map.of("points", shares.points()));
    }
  }
}
