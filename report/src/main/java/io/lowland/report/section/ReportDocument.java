package io.lowland.report.section;

import io.lowland.report.Imprint;
import io.lowland.report.document.Block;
import io.lowland.report.result.ExperimentResult;
import java.util.List;
import java.util.stream.Stream;

/** The report's content, from the question to the provenance. */
public final class ReportDocument {
  private static final List<Section> SECTIONS =
      List.of(
          new SummarySection(),
          new CorrelationSection(),
          new StrengthSection(),
          new PublishedSection(),
          new RegimeSection(),
          new SelectionSection(),
          new ReparameterisationSection(),
          new TrajectorySection(),
          new ScatterSection(),
          new ConcernSection(),
          new ReadingSection(),
          new ProvenanceSection());

  private ReportDocument() {}

  /** The same content for the same result and imprint. */
  public static List<Block> of(ExperimentResult result, Imprint imprint) {
    return Stream.concat(
            SECTIONS.stream().flatMap(section -> section.about(result).stream()),
            Stream.of(new Block.Paragraph(imprint.text())))
        .toList();
  }
}
