package io.lowland.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Re-checks the evidence of the pair proxy's verdicts. Shares no code with the engine that found
 * them: it knows the definition, reads the file, and computes exactly.
 *
 * <ul>
 *   <li><em>Feasible</em>: the classifier named gives every training point its label and the probe
 *       the class, all strictly, in exact arithmetic.
 *   <li><em>Infeasible</em>: multipliers λ ≥ 0, not all 0, of rows a (each (e_wanted − e_rival) ⊗
 *       (φ, 1) of a training point or the probe) with ‖Σ λ a‖ ≤ tolerance · Σ λ‖a‖ exactly. If a
 *       classifier w had a·w ≥ ρ‖a‖‖w‖ on all rows, then ρ Σ λ‖a‖‖w‖ ≤ Σ λ a·w ≤ ‖Σ λ a‖‖w‖, so ρ
 *       is at most the quotient, which is reported.
 * </ul>
 */
public final class EvidenceVerification {
  /** Relative margin that a certificate of infeasibility may leave possible. */
  public static final double TOLERANCE = 1e-10;

  private static final int LONGEST_LINE = 1 << 29;

  private EvidenceVerification() {}

  /**
   * Re-checks {@code file}.
   *
   * @throws EvidenceException if the file cannot be read as evidence; says which line and why
   */
  public static VerificationReport verify(Path file) {
    var mapper = new JsonMapper();
    int number = 0;
    try (BufferedReader lines = open(file)) {
      String first = lines.readLine();
      number = 1;
      if (first == null) {
        throw new EvidenceException("%s is empty; expected evidence".formatted(file));
      }
      var checks = new EvidenceChecks(mapper.readTree(first));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.length() > LONGEST_LINE) {
          throw new EvidenceException("a line of %d characters".formatted(line.length()));
        }
        JsonNode node = mapper.readTree(line);
        if (node.has("classifier")) {
          checks.classifier(node);
        } else {
          checks.probe(node);
        }
      }
      return checks.report();
    } catch (NoSuchFileException e) {
      throw new EvidenceException("%s does not exist".formatted(file), e);
    } catch (JsonProcessingException e) {
      throw new EvidenceException(
          "%s, line %d is not JSON: %s".formatted(file, number, e.getOriginalMessage()), e);
    } catch (EOFException | ZipException e) {
      throw new EvidenceException(
          "%s is damaged after line %d: %s".formatted(file, number, e.getMessage()), e);
    } catch (IOException e) {
      throw new EvidenceException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
    } catch (EvidenceException e) {
      throw number == 0 || e.getMessage().startsWith(file.toString())
          ? e
          : new EvidenceException("%s, line %d: %s".formatted(file, number, e.getMessage()), e);
    }
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    bytes.mark(2);
    boolean gzip = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    return new BufferedReader(
        new InputStreamReader(gzip ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8));
  }
}
