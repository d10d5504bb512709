package io.lowland.measure.weakness;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lowland.data.PointSet;
import io.lowland.measure.MeasureContext;
import io.lowland.network.ForwardPass;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the evidence of the pair proxy's verdicts, so that anyone can re-check them: one JSON
 * object a line, gzipped if the file's name ends in {@code .gz}. docs/weakness.md describes the
 * format; {@link io.lowland.verification.EvidenceVerification} reads it.
 *
 * <p>All numbers are written so that reading them gives the same {@code double}.
 */
public final class EvidenceFile {
  /** Value of {@code format} in the first line. */
  public static final String FORMAT = "lowland-pair-evidence/1";

  private EvidenceFile() {}

  /**
   * Decides all pairs of {@code context} and writes their evidence to {@code file}.
   *
   * @return how many pairs it is about
   * @throws IllegalArgumentException if the training points cannot be separated, so that there are
   *     no verdicts
   * @throws UncheckedIOException if the file cannot be written
   */
  public static int write(MeasureContext context, Path file) {
    var forward = new ForwardPass(context.network());
    LabelledFeatures training = PairVerdicts.features(context, forward);
    var cone = LabellingCone.of(training, PairVerdicts.classifier(context.network()));
    if (cone.inseparable().isPresent()) {
      throw new IllegalArgumentException(
          "no evidence to write: " + PairProxy.whyInseparable(context, cone.inseparable().get()));
    }
    PointSet probes = context.probes();
    double[] features = PairVerdicts.frozenFeatures(forward, probes);
    try (var lines = new Lines(file, training.classes(), training.dimension())) {
      lines.header(context, training, probes.count());
      cone.decide(
          features, probes.count(), (i, verdicts) -> lines.probe(i, probes, features, verdicts));
    } catch (IOException e) {
      throw new UncheckedIOException("%s: cannot be written".formatted(file), e);
    }
    return probes.count() * training.classes();
  }

  private static final class Lines implements Closeable {
    private final JsonGenerator json;
    private final int classes;
    private final int dimension;
    private final Map<double[], Integer> classifiers = new IdentityHashMap<>();

    Lines(Path file, int classes, int dimension) throws IOException {
      this.classes = classes;
      this.dimension = dimension;
      OutputStream bytes = Files.newOutputStream(file);
      if (file.toString().endsWith(".gz")) {
        bytes = new GZIPOutputStream(bytes);
      }
      json = new JsonMapper().createGenerator(new BufferedOutputStream(bytes, 1 << 16));
      json.setRootValueSeparator(null);
    }

    void header(MeasureContext context, LabelledFeatures training, int probes) throws IOException {
      json.writeStartObject();
      json.writeStringField("format", FORMAT);
      json.writeStringField("dataset", context.split().training().dataset().name());
      json.writeStringField("dataset_digest", context.split().training().dataset().digest());
      json.writeStringField("architecture", context.network().architecture().toString());
      json.writeNumberField("classes", classes);
      json.writeNumberField("dimension", dimension);
      json.writeNumberField("probes", probes);
      json.writeFieldName("labels");
      json.writeArray(training.labels(), 0, training.count());
      json.writeArrayFieldStart("features");
      for (int i = 0; i < training.count(); i++) {
        json.writeArray(training.values(), i * dimension, dimension);
      }
      json.writeEndArray();
      endLine();
    }

    void probe(int probe, PointSet probes, double[] features, Verdict[] verdicts) {
      try {
        for (Verdict verdict : verdicts) {
          if (verdict instanceof Verdict.Feasible(double[] weights)) {
            classifier(weights);
          }
        }
        json.writeStartObject();
        json.writeNumberField("probe", probe);
        json.writeNumberField("point", probes.point(probe));
        json.writeFieldName("features");
        json.writeArray(features, probe * dimension, dimension);
        json.writeArrayFieldStart("verdicts");
        for (Verdict verdict : verdicts) {
          verdict(verdict);
        }
        json.writeEndArray();
        endLine();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void classifier(double[] weights) throws IOException {
      if (classifiers.containsKey(weights)) {
        return;
      }
      json.writeStartObject();
      json.writeNumberField("classifier", classifiers.size());
      classifiers.put(weights, classifiers.size());
      json.writeArrayFieldStart("weights");
      for (int f = 0; f <= dimension; f++) {
        json.writeArray(weights, f * classes, classes);
      }
      json.writeEndArray();
      endLine();
    }

    private void verdict(Verdict verdict) throws IOException {
      json.writeStartObject();
      switch (verdict) {
        case Verdict.Feasible(double[] weights) ->
            json.writeNumberField("feasible", classifiers.get(weights));
        case Verdict.Undecided(String reason) -> json.writeStringField("undecided", reason);
        case Verdict.Infeasible(FarkasCertificate certificate) -> {
          int rows = certificate.points().length;
          json.writeObjectFieldStart("infeasible");
          json.writeFieldName("points");
          json.writeArray(certificate.points(), 0, rows);
          json.writeFieldName("rivals");
          json.writeArray(certificate.rivals(), 0, rows);
          json.writeFieldName("multipliers");
          json.writeArray(certificate.multipliers(), 0, rows);
          json.writeEndObject();
        }
      }
      json.writeEndObject();
    }

    private void endLine() throws IOException {
      json.writeEndObject();
      json.writeRaw('\n');
    }

    @Override
    public void close() throws IOException {
      json.close();
    }
  }
}
