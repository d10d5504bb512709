package io.lowland.cli;

import io.lowland.verification.EvidenceVerification;
import io.lowland.verification.VerificationReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Re-checks the evidence that {@code measure --evidence} wrote. */
@Command(
    name = "verify",
    description = {
      "Re-check the evidence of the pair proxy's verdicts, by independent code.",
      "That code shares nothing with the engine that found them. Exit code 0 when everything held,",
      "1 when something did not."
    },
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "EVIDENCE", description = "The file that measure --evidence wrote.")
  private Path file;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    VerificationReport report = EvidenceVerification.verify(file);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.text(fields(report)));
    } else {
      print(report, out);
    }
    out.flush();
    return report.confirmed() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static Map<String, Object> fields(VerificationReport report) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("confirmed", report.confirmed());
    fields.put("dataset", report.dataset());
    report.probes().ifPresent(probes -> fields.put("probes", probes));
    fields.put("classifiers", report.classifiers());
    fields.put("feasible", report.feasible());
    fields.put("infeasible", report.infeasible());
    fields.put("undecided", report.undecided());
    fields.put("largest_margin_bound", report.largestMarginBound());
    fields.put("problem_count", report.problemCount());
    fields.put("problems", report.problems());
    return fields;
  }

  private static void print(VerificationReport report, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%,d feasible, by %,d classifiers that keep every training label%n",
        report.feasible(),
        report.classifiers());
    out.printf(
        Locale.ROOT,
        "%,d infeasible, with no relative margin above %.1e possible%n",
        report.infeasible(),
        report.largestMarginBound());
    out.printf(Locale.ROOT, "%,d undecided%n", report.undecided());
    if (report.confirmed()) {
      out.println("everything holds");
      if (report.probes().isEmpty()) {
        out.println(
            "(a former version wrote this file, without the number of probes: whether something was cut off cannot be told)");
      }
      return;
    }
    report.problems().forEach(problem -> out.println("does not hold: " + problem));
    if (report.problemCount() > report.problems().size()) {
      out.printf(Locale.ROOT, "… and %,d more%n", report.problemCount() - report.problems().size());
    }
  }
}
