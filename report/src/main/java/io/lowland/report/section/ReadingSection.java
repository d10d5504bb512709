package io.lowland.report.section;

import io.lowland.report.document.Block;
import io.lowland.report.result.ExperimentResult;
import java.util.List;

/** What the words in tables and figures mean. */
final class ReadingSection implements Section {

  @Override
  public List<Block> about(ExperimentResult result) {
    return List.of(
        new Block.Heading(2, "How to read this"),
        new Block.Bullets(
            List.of(
                "*ρ* is Spearman's rank correlation of a measure with test accuracy over n"
                    + " networks; *τ-b* is Kendall's.",
                "*95 % interval* of ρ: percentile bootstrap, 2,000 seeded resamples of networks."
                    + " With few networks it is too narrow rather than too wide.",
                "*p* is two-sided, by the t-distribution with n − 2 degrees of freedom; *p (Holm)*"
                    + " is adjusted for all measures of the table: who takes only p (Holm) < 0.05 for a"
                    + " finding makes any false one with a chance of at most 0.05.",
                "*ρ given …* is partial: what is left of ρ when the ranks of the covariates are"
                    + " held fixed. A measure that only says how long training took loses its ρ"
                    + " there.",
                "*Invariant*: the measure depends on the function alone. One that does not can be"
                    + " changed at will by rescaling layers without changing a single prediction, so"
                    + " its ρ is a fact about how networks were trained, not about what they compute.",
                "Correlation over networks that differ in their seed says nothing about cause.")));
  }
}
