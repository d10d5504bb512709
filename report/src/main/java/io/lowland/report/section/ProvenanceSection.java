package io.lowland.report.section;

import io.lowland.report.document.Block;
import io.lowland.report.document.Numerals;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.MeasureFacts;
import io.lowland.report.result.RegimeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the numbers come from, so that they can be made again. */
final class ProvenanceSection implements Section {

  @Override
  public List<Block> about(ExperimentResult result) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading(2, "Provenance"));
    blocks.add(new Block.Bullets(facts(result)));
    result
        .experimentFile()
        .ifPresent(
            text ->
                blocks.add(
                    new Block.Listing(
                        "The experiment file (seeds: see above, the command line may have replaced them)",
                        text)));
    return blocks;
  }

  private static List<String> facts(ExperimentResult result) {
    List<String> facts = new ArrayList<>();
    facts.add(
        "Experiment `%s`%s."
            .formatted(
                result.experiment(),
                result.isHandedIn()
                    ? " is made of networks that were handed in"
                    : ": the id follows from everything that can change a result"));
    facts.add(
        "Data set %s%s."
            .formatted(
                result.dataset(),
                result
                    .datasetDigest()
                    .map(digest -> ", SHA-256 of pixels and labels `" + digest + "`")
                    .orElse("")));
    facts.add(
        "Networks %s, %s training points%s."
            .formatted(
                result.architecture(),
                result.trainPoints().map(Numerals::count).orElse("an unknown number of"),
                result.unseen().map(unseen -> ", unseen points: " + unseen).orElse("")));
    result.regimes().forEach(regime -> facts.add(regime(regime)));
    probes(result).ifPresent(facts::add);
    facts.add(
        "Measures: %s."
            .formatted(
                result.measures().stream()
                    .map(MeasureFacts::name)
                    .map(name -> "`" + name + "`")
                    .collect(Collectors.joining(", "))));
    String versions =
        result.runs().stream()
            .flatMap(run -> Optional.ofNullable(run.training().get("code_version")).stream())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    if (!versions.isEmpty()) {
      facts.add("Lowland %s.".formatted(versions));
    }
    result.machine().ifPresent(machine -> facts.add(machine + "."));
    return facts;
  }

  private static String regime(RegimeFacts regime) {
    List<String> facts = new ArrayList<>();
    if (!regime.seeds().isEmpty()) {
      facts.add("seeds " + regime.seeds());
    }
    regime.batchSize().ifPresent(size -> facts.add("batch size " + Numerals.count(size)));
    regime.learningRate().ifPresent(rate -> facts.add("learning rate " + rate));
    regime.maxEpochs().ifPresent(epochs -> facts.add("at most %d epochs".formatted(epochs)));
    regime.optimiser().ifPresent(facts::add);
    regime.stop().ifPresent(text -> facts.add("stopped once " + text));
    return facts.isEmpty()
        ? "Regime %s; how it trains was not said.".formatted(regime.name())
        : "Regime %s: %s.".formatted(regime.name(), String.join(", ", facts));
  }

  private static Optional<String> probes(ExperimentResult result) {
    return result
        .probes()
        .map(
            probes ->
                "Probes of the pair proxy: %s; training points of the Hessian: at most %s."
                    .formatted(
                        probes == Integer.MAX_VALUE ? "all unseen points" : Numerals.count(probes),
                        result.hessianPoints().map(Numerals::count).orElse("not known")));
  }
}
