package io.lowland.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Looks for credentials in a text: the forms that well-known services give theirs, and random text
 * that something called a password, secret, token or key is set to.
 */
final class SecretScan {
  /** Bits per character above which a text of 20 or more is no word. English has below 3.5. */
  private static final double RANDOM = 3.6;

  private static final Map<String, Pattern> FORMS = new LinkedHashMap<>();

  static {
    FORMS.put("private key", Pattern.compile("-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"));
    FORMS.put("AWS access key", Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b"));
    FORMS.put("GitHub token", Pattern.compile("\\bgh[pousr]_[A-Za-z0-9]{36}"));
    FORMS.put("GitLab token", Pattern.compile("\\bglpat-[A-Za-z0-9_-]{20}"));
    FORMS.put("Slack token", Pattern.compile("\\bxox[abposr]-[A-Za-z0-9-]{10,}"));
    FORMS.put("Google API key", Pattern.compile("\\bAIza[0-9A-Za-z_-]{35}"));
    FORMS.put(
        "JSON web token", Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}"));
    FORMS.put(
        "password in an address",
        Pattern.compile("\\b[a-z]+://[^\\s/:@\"'$<{]+:[^\\s/:@\"'$<{|]{6,}@"));
  }

  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?i)(?:password|passwd|secret|token|api[_-]?key)s?[\"']?\\s*[:=]\\s*[\"']?"
              + "(?<value>[A-Za-z0-9+/_.~-]{20,}=*)");

  private SecretScan() {}

  /** What was found, as {@code line: kind}; never the secret itself. */
  static List<String> findings(String text) {
    List<String> findings = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      for (Map.Entry<String, Pattern> form : FORMS.entrySet()) {
        if (form.getValue().matcher(lines.get(i)).find()) {
          findings.add("%d: %s".formatted(i + 1, form.getKey()));
        }
      }
      Matcher assigned = ASSIGNED.matcher(lines.get(i));
      while (assigned.find()) {
        if (isRandom(assigned.group("value"))) {
          findings.add("%d: random text as a secret".formatted(i + 1));
        }
      }
    }
    return findings;
  }

  /** Has digits among its letters, and an entropy that no word has. */
  private static boolean isRandom(String value) {
    boolean isMixed =
        value.chars().anyMatch(Character::isDigit) && value.chars().anyMatch(Character::isLetter);
    return isMixed && entropy(value) > RANDOM;
  }

  /** Shannon entropy of the characters, in bits per character. */
  private static double entropy(String text) {
    Map<Integer, Long> counts =
        text.chars().boxed().collect(Collectors.groupingBy(c -> c, Collectors.counting()));
    return counts.values().stream()
        .mapToDouble(count -> (double) count / text.length())
        .map(share -> -share * Math.log(share) / Math.log(2))
        .sum();
  }
}
