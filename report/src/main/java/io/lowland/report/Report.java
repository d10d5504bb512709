package io.lowland.report;

import io.lowland.report.document.Block;
import io.lowland.report.document.Figure;
import io.lowland.report.document.HtmlWriter;
import io.lowland.report.document.MarkdownWriter;
import io.lowland.report.figure.PngImage;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.ResultJson;
import io.lowland.report.section.ReportDocument;
import io.lowland.report.table.CsvTables;
import io.lowland.report.table.MeasurementsParquet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The report of an experiment as files: {@code report.html}, {@code report.md}, tables, figures and
 * the result itself. The same result gives the same bytes (of PNG, with the same JDK and fonts).
 */
public final class Report {
  /** The page to open. */
  public static final String PAGE = "report.html";

  private static final String FIGURES = "figures";

  private Report() {}

  /**
   * Writes all files into {@code directory}, created when it is not there; files of those names are
   * replaced.
   *
   * @param imprint stands below the provenance; the same result and imprint give the same bytes
   * @return why there are no PNG files, if there are none: drawing them needs fonts on this machine
   */
  public static Optional<String> write(ExperimentResult result, Imprint imprint, Path directory)
      throws IOException {
    Files.createDirectories(directory.resolve(FIGURES));
    List<Block> document = ReportDocument.of(result, imprint);
    Files.writeString(directory.resolve(PAGE), new HtmlWriter().write(result.name(), document));
    Files.writeString(directory.resolve("report.md"), new MarkdownWriter(FIGURES).write(document));
    Files.writeString(directory.resolve("result.json"), ResultJson.write(result));
    for (Map.Entry<String, String> table : CsvTables.of(result).entrySet()) {
      Files.writeString(directory.resolve(table.getKey()), table.getValue());
    }
    Files.write(directory.resolve("measurements.parquet"), MeasurementsParquet.of(result));
    if (result.experimentFile().isPresent()) {
      Files.writeString(directory.resolve("experiment.yaml"), result.experimentFile().get());
    }
    return figures(document, directory.resolve(FIGURES));
  }

  /** Pictures are drawn on all processors: they are most of the work. */
  private static Optional<String> figures(List<Block> document, Path folder) {
    return document.stream()
        .filter(Block.Figures.class::isInstance)
        .flatMap(block -> ((Block.Figures) block).figures().stream())
        .toList()
        .parallelStream()
        .map(figure -> written(figure, folder))
        .toList()
        .stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Writes both files; why there is no PNG, if there is none. */
  private static Optional<String> written(Figure figure, Path folder) {
    try {
      Files.writeString(folder.resolve(figure.name() + ".svg"), figure.svg());
      Files.write(folder.resolve(figure.name() + ".png"), PngImage.of(figure));
      return Optional.empty();
    } catch (ReportException noFonts) {
      return Optional.of(noFonts.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
