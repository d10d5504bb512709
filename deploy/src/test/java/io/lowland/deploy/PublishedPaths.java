package io.lowland.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the analysis service answers besides its own health and metrics, read from its sources. */
final class PublishedPaths {
  private static final Pattern RESOURCE = Pattern.compile("\n@Path\\(\"(/[a-z]+)");

  private PublishedPaths() {}

  /** Such as {@code / Exact} and {@code /experiments Prefix}, each once. */
  static List<String> ofTheAnalysis() {
    Path main = Repository.path("analysis-service/src/main");
    TreeSet<String> paths = new TreeSet<>();
    for (Path file : Repository.filesBelow(main.resolve("java"))) {
      RESOURCE
          .matcher(Repository.read(file))
          .results()
          .forEach(resource -> paths.add(resource.group(1) + " Prefix"));
    }
    Path page = main.resolve("resources/META-INF/resources");
    for (Path file : Repository.filesBelow(page)) {
      String first = page.relativize(file).getName(0).toString();
      paths.add(first.equals("index.html") ? "/ Exact" : "/" + first + " Prefix");
    }
    return List.copyOf(paths);
  }
}
