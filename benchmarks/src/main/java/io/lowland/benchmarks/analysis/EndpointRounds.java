package io.lowland.benchmarks.analysis;

import io.lowland.benchmarks.ServiceProcess;
import io.lowland.embedded.EmbeddedDatabase;
import io.lowland.embedded.TemporaryBackends;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Fills a real PostgreSQL with measurements, the way they come in reality, and asks every endpoint
 * and page of the analysis service for answers. Prints milliseconds per endpoint, as a client on
 * the same machine sees them: median, 95th percentile and maximum of the rounds, once with answers
 * that the service may have kept, and once with new results before every question, so that nothing
 * kept may be given.
 *
 * <p>Arguments: rounds (50), runs of the large experiment (1,000), measures of each run (30), and
 * what a request must contain to be asked, such as {@code across} (all are). Further experiments of
 * 250 runs fill up to 100,000 measurements.
 */
public final class EndpointRounds {
  private static final List<String> MEMORY = List.of("-Xmx512m");
  private static final int MEASUREMENTS = 100_000;
  private static final int FURTHER_RUNS = 250;
  private static final int WARM_UP = 10;
  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";
  private static final double NANOS_PER_MILLI = 1e6;

  private static final String LARGE = "large";

  /** As if a batch of messages had come and been analysed, in the large experiment. */
  private static final String NEW_RESULTS =
      "update analyses set changed = changed + 1, analysed = analysed + 1 where experiment = '%s'"
          .formatted(LARGE);

  private final ServiceProcess service;
  private final EmbeddedDatabase database;
  private final int rounds;

  private EndpointRounds(ServiceProcess service, EmbeddedDatabase database, int rounds) {
    this.service = service;
    this.database = database;
    this.rounds = rounds;
  }

  public static void main(String[] arguments)
      throws IOException, InterruptedException, SQLException {
    int rounds = argument(arguments, 0, 50);
    int runs = argument(arguments, 1, 1_000);
    int measures = argument(arguments, 2, 30);
    String wanted = arguments.length > 3 ? arguments[3] : "";
    try (TemporaryBackends backends = TemporaryBackends.start();
        ServiceProcess service =
            ServiceProcess.start("analysis-service", MEMORY, backends.settings())) {
      service.awaitReady();
      EndpointRounds benchmark = new EndpointRounds(service, backends.database(), rounds);
      List<Campaign> campaigns = campaigns(runs, measures);
      benchmark.fill(campaigns, backends.kafka().bootstrapServers());
      benchmark.run(campaigns, wanted);
    }
  }

  private static int argument(String[] arguments, int position, int otherwise) {
    return arguments.length > position ? Integer.parseInt(arguments[position]) : otherwise;
  }

  private static List<Campaign> campaigns(int runs, int measures) {
    List<Campaign> campaigns = new ArrayList<>();
    campaigns.add(new Campaign(LARGE, runs, measures, 250));
    int left = MEASUREMENTS - campaigns.getFirst().measurements();
    for (int i = 1; left > 0; i++) {
      Campaign further = new Campaign("further-" + i, FURTHER_RUNS, measures, 250 + i);
      campaigns.add(further);
      left -= further.measurements();
    }
    return campaigns;
  }

  private void fill(List<Campaign> campaigns, String bootstrapServers)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    int sent = 0;
    for (Campaign campaign : campaigns) {
      campaign.send(bootstrapServers);
      sent += campaign.measurements();
    }
    for (Campaign campaign : campaigns) {
      String path = "/experiments/" + campaign.experiment() + "/correlations";
      while (!isFinal(service.get(path, JSON).body())) {
        Thread.sleep(200);
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%,d measurements of %d experiments stored and analysed in %.1f s%n",
        sent, campaigns.size(), seconds);
  }

  private static boolean isFinal(byte[] correlations) {
    String text = new String(correlations, StandardCharsets.UTF_8);
    return text.contains("\"provisional\":false") && !text.contains("\"provisional\":true");
  }

  private void run(List<Campaign> campaigns, String wanted)
      throws IOException, InterruptedException, SQLException {
    Map<String, String> requests = requests(campaigns);
    requests.keySet().removeIf(path -> !path.contains(wanted));
    System.out.printf(
        "%-72s %8s %8s %8s %8s %8s %8s %9s%n",
        "", "p50", "p95", "max", "new p50", "new p95", "new max", "kB");
    try (Connection connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        Statement statement = connection.createStatement()) {
      // Everything several times before, so that the times are not the compiler's.
      for (int warm = 0; warm < WARM_UP; warm++) {
        statement.execute(NEW_RESULTS);
        for (Map.Entry<String, String> request : requests.entrySet()) {
          service.text(request.getKey(), request.getValue());
        }
      }
      for (Map.Entry<String, String> request : requests.entrySet()) {
        compare(request.getKey(), request.getValue(), statement);
      }
    }
  }

  private void compare(String path, String accept, Statement statement)
      throws IOException, InterruptedException, SQLException {
    double[] kept = new double[rounds];
    double[] anew = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      statement.execute(NEW_RESULTS);
      anew[i] = millis(path, accept);
      kept[i] = millis(path, accept);
    }
    System.out.printf(
        "%-72s %s %s %9.0f%n",
        path.replaceAll("(further-\\d+,){2,}", "…,") + (accept.equals(CSV) ? " (CSV)" : ""),
        summary(kept),
        summary(anew),
        service.text(path, accept).length() / 1e3);
  }

  private double millis(String path, String accept) throws IOException, InterruptedException {
    long start = System.nanoTime();
    service.text(path, accept);
    return (System.nanoTime() - start) / NANOS_PER_MILLI;
  }

  private static String summary(double[] millis) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    return "%8.1f %8.1f %8.1f"
        .formatted(
            sorted[sorted.length / 2],
            sorted[(int) Math.ceil(0.95 * sorted.length) - 1],
            sorted[sorted.length - 1]);
  }

  private Map<String, String> requests(List<Campaign> campaigns)
      throws IOException, InterruptedException {
    Map<String, String> requests = new LinkedHashMap<>();
    String all = String.join(",", campaigns.stream().map(Campaign::experiment).toList());
    String run = LARGE + ".small." + new Random(1).nextInt(100);
    for (String path : List.of("/", "/style.css", "/js/main.js", "/js/experiment.js")) {
      requests.put(path, "*/*");
    }
    requests.put("/experiments", JSON);
    for (String part :
        List.of(
            "",
            "/runs",
            "/measurements",
            "/measurements?page=20&size=1000",
            "/measurements?measure=measure_5",
            "/measurements?regime=small",
            "/measurements?details=true",
            "/measurements?details=true&run=" + run,
            "/points",
            "/points?measure=measure_5",
            "/correlations",
            "/partial-correlations?given=epochs,measure_5",
            "/strength-differences?reference=measure_5",
            "/regime-comparisons",
            "/model-selection",
            "/trajectories",
            "/reparameterisations")) {
      requests.put("/experiments/" + LARGE + part, JSON);
    }
    requests.put("/statistics/across?experiments=" + all, JSON);
    requests.put("/experiments/" + LARGE + "/points?", CSV);
    requests.put("/experiments/" + LARGE + "/measurements?size=10000", CSV);
    for (String path : List.of("/q/openapi", "/q/health", "/q/metrics", "/q/swagger-ui/")) {
      requests.put(path, "*/*");
    }
    return requests;
  }
}
