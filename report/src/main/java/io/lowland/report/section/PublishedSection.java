package io.lowland.report.section;

import io.lowland.report.document.Block;
import io.lowland.report.published.PublishedExperiment;
import io.lowland.report.published.PublishedResults;
import io.lowland.report.result.ExperimentResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The paper's tables with the published value beside each of ours. */
final class PublishedSection implements Section {
  private static final String ADDRESS = "https://arxiv.org/abs/2605.05209";

  @Override
  public List<Block> about(ExperimentResult result) {
    PublishedResults results = PublishedResults.load();
    Optional<PublishedExperiment> published = results.matching(result);
    if (published.isEmpty()
        || Values.of(result, ExperimentResult.ALL_REGIMES, ExperimentResult.ACCURACY).length == 0) {
      return List.of();
    }
    PublishedTables tables = new PublishedTables(result, published.get());
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading(2, "Beside the paper"));
    blocks.add(new Block.Paragraph(source(results.source(), published.get())));
    blocks.add(new Block.Heading(3, "Test accuracy"));
    blocks.add(new Block.Tabular(tables.accuracy()));
    blocks.add(new Block.Heading(3, "Correlation with test accuracy"));
    blocks.add(new Block.Tabular(tables.correlations()));
    blocks.add(new Block.Heading(3, "Values of the measures"));
    blocks.add(new Block.Tabular(tables.values()));
    if (!published.get().selection().isEmpty() && !result.modelSelection().isEmpty()) {
      blocks.add(new Block.Heading(3, "Expected test accuracy of the best of k"));
      blocks.add(
          new Block.Paragraph(
              "The best by *large* weakness, *small* sharpness and *small* norms. The published"
                  + " networks are put through the same computation, whether or not the paper has such"
                  + " a table for them."));
      blocks.add(new Block.Tabular(tables.selection()));
    }
    return blocks;
  }

  private static String source(String source, PublishedExperiment published) {
    return ("The paper trained such networks on the same points of the same data (%s of %s,"
            + " [arXiv:2605.05209](%s)). *Published* is computed from its published per-network"
            + " results by the statistics used for ours, intervals included. The same seeds"
            + " begin with the same parameters, but minibatches were drawn differently there, so these"
            + " are other networks of the same kind, and a rerun moves a ρ by about 0.1. The paper"
            + " estimates the Hessian trace from random vectors; ours is exact.")
        .formatted(published.tables(), source.replaceFirst(", arXiv:\\S+", ""), ADDRESS);
  }
}
