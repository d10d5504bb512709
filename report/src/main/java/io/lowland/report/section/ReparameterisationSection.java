package io.lowland.report.section;

import io.lowland.report.document.Block;
import io.lowland.report.document.Numerals;
import io.lowland.report.document.Table;
import io.lowland.report.published.PublishedExperiment;
import io.lowland.report.published.PublishedResults;
import io.lowland.report.result.ExperimentResult;
import io.lowland.report.result.Reparameterisation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** What rescaling layers without changing the function does to each measure: the Table 6. */
final class ReparameterisationSection implements Section {

  /** One rescaling. */
  private record Rescaling(int hiddenLayer, String layers, double factor) {
    static Rescaling of(Reparameterisation item) {
      return new Rescaling(item.hiddenLayer(), item.layers(), item.factor());
    }

    boolean made(Reparameterisation item) {
      return equals(of(item));
    }

    String heading() {
      return "%s × %s".formatted(layers.replace('-', '–'), Numerals.quantity(factor));
    }

    /** The paper's name of it. */
    String published() {
      return switch (hiddenLayer) {
        case 1 -> "T_beta";
        case 2 -> "T_gamma";
        default -> "";
      };
    }
  }

  @Override
  public List<Block> about(ExperimentResult result) {
    List<Reparameterisation> items = result.reparameterisations();
    if (items.isEmpty()) {
      return List.of();
    }
    Optional<PublishedExperiment> published =
        PublishedResults.load()
            .matching(result)
            .filter(each -> !each.reparameterisations().isEmpty());
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading(2, "Rescaling layers"));
    blocks.add(
        new Block.Paragraph(
            explanation(items, result.reparameterisationTolerance().orElse(0), published)));
    blocks.add(new Block.Tabular(table(items, published)));
    broken(items).ifPresent(text -> blocks.add(new Block.Paragraph(text)));
    return blocks;
  }

  private static String explanation(
      List<Reparameterisation> items, double tolerance, Optional<PublishedExperiment> published) {
    long networks = items.stream().map(Reparameterisation::run).distinct().count();
    String text =
        ("The weights and biases of one layer of %s were multiplied by a factor, the"
                + " weights of the next divided by it: the function stays the same, prediction by"
                + " prediction. *Equal* means that the measure differs by at most %s on"
                + " every network; else the mean ratio to the network itself is given. Column 1–2 × 5"
                + " stands for layers 1 and 2 and the factor 5. The paper calls the factor β between"
                + " layers 1 and 2, and γ between layers 2 and 3.")
            .formatted(Numerals.networks(networks), parts(tolerance));
    return published
        .map(
            each ->
                text
                    + " *Published* is the mean ratio over the paper's %d networks of its Hessian trace, an estimate, to that at factor 1; its accuracy, patterns and agreement changed by at most %s."
                        .formatted(
                            each.reparameterisations().getFirst().networks(),
                            Numerals.quantity(
                                each.reparameterisations().stream()
                                    .mapToDouble(
                                        PublishedExperiment.Reparameterisation::largestChange)
                                    .max()
                                    .orElseThrow())))
        .orElse(text);
  }

  private static String parts(double tolerance) {
    return tolerance > 0
        ? "one part in " + Numerals.count(Math.round(1 / tolerance))
        : "nothing at all";
  }

  private static Table table(
      List<Reparameterisation> items, Optional<PublishedExperiment> published) {
    List<Rescaling> rescalings =
        items.stream()
            .map(Rescaling::of)
            .distinct()
            .sorted(
                Comparator.comparingInt(Rescaling::hiddenLayer)
                    .thenComparingDouble(Rescaling::factor))
            .toList();
    Table table = new Table().words("measure").words("invariant");
    rescalings.forEach(each -> table.numbers(each.heading()));
    List<String> measures =
        items.stream()
            .sorted(
                Comparator.comparing(Reparameterisation::invariant)
                    .reversed()
                    .thenComparing(Reparameterisation::measure))
            .map(Reparameterisation::measure)
            .distinct()
            .toList();
    for (String measure : measures) {
      List<Reparameterisation> own =
          items.stream().filter(item -> item.measure().equals(measure)).toList();
      List<String> cells =
          new ArrayList<>(List.of("`" + measure + "`", own.getFirst().invariant() ? "yes" : "no"));
      rescalings.forEach(each -> cells.add(cell(own.stream().filter(each::made).toList())));
      table.row(cells);
      if (measure.equals("hessian_trace")) {
        published.ifPresent(each -> table.row(published(each, rescalings)));
      }
    }
    return table;
  }

  private static String cell(List<Reparameterisation> items) {
    if (!items.isEmpty()
        && items.stream().allMatch(item -> item.same().equals(Optional.of(true)))) {
      return "equal";
    }
    double[] ratios = items.stream().flatMapToDouble(item -> item.ratio().stream()).toArray();
    return ratios.length == 0 ? Numerals.NONE : "× " + mean(ratios);
  }

  /** Ratios that are not all 1, though their mean may be: then from the least to the largest. */
  private static String mean(double[] ratios) {
    double mean = Values.mean(ratios);
    double least = DoubleStream.of(ratios).min().orElseThrow();
    double largest = DoubleStream.of(ratios).max().orElseThrow();
    return least < 1 && largest > 1 && Numerals.quantity(mean).matches("1(\\.0+)?")
        ? Numerals.ratio(least) + " to " + Numerals.ratio(largest)
        : Numerals.ratio(mean);
  }

  private static List<String> published(PublishedExperiment published, List<Rescaling> rescalings) {
    List<String> cells = new ArrayList<>(List.of("`hessian_trace`, published", "no"));
    for (Rescaling rescaling : rescalings) {
      cells.add(
          published.reparameterisations().stream()
              .filter(each -> each.transformation().equals(rescaling.published()))
              .filter(each -> each.factor() == rescaling.factor())
              .findFirst()
              .map(each -> "× " + Numerals.quantity(each.hessianRatio()))
              .orElse(Numerals.NONE));
    }
    return cells;
  }

  private static Optional<String> broken(List<Reparameterisation> items) {
    List<Reparameterisation> broken =
        items.stream()
            .filter(item -> item.invariant() && item.same().equals(Optional.of(false)))
            .toList();
    return broken.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Not equal though they should be invariant: %d of these values, such as `%s` of `%s` at layers %s × %s: a ratio of %s."
                .formatted(
                    broken.size(),
                    broken.getFirst().measure(),
                    broken.getFirst().run(),
                    broken.getFirst().layers(),
                    Numerals.quantity(broken.getFirst().factor()),
                    broken.getFirst().ratio().stream()
                        .mapToObj(Numerals::ratio)
                        .findFirst()
                        .orElse(Numerals.NONE)));
  }
}
