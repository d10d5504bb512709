package io.lowland.analysis.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An AsyncAPI document as one HTML page, in the looks of the live page and without scripts: each
 * channel with how it is kept, who sends and receives, and its messages with all their properties
 * and examples.
 */
final class AsyncApiPage {
  private final JsonNode document;
  private final AsyncApiProperties properties;
  private final StringBuilder html = new StringBuilder();

  AsyncApiPage(JsonNode document) {
    this.document = document;
    properties = new AsyncApiProperties(document);
  }

  String html() {
    head();
    JsonNode info = document.path("info");
    line("<h1>Topics</h1>");
    paragraph("intro", info.path("description").asText());
    line(
        "<p>The same for programs: <a href=\"/asyncapi.yaml\">asyncapi.yaml</a>, AsyncAPI %s, version %s.</p>"
            .formatted(
                text(document.path("asyncapi").asText()), text(info.path("version").asText())));
    contents();
    document.path("channels").properties().forEach(this::channel);
    headers();
    line("</main></body></html>");
    return html.toString();
  }

  private void head() {
    line("<!doctype html>");
    line("<html lang=\"en\"><head><meta charset=\"utf-8\" />");
    line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />");
    line("<meta name=\"color-scheme\" content=\"light dark\" /><title>Topics · Lowland</title>");
    line("<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\" />");
    line("<link rel=\"stylesheet\" href=\"/style.css\" /></head><body>");
    line("<a class=\"skip\" href=\"#main\">Skip to the topics</a><header class=\"top\">");
    line(
        "<a class=\"brand\" href=\"/\"><img src=\"/icon.svg\" alt=\"\" width=\"28\" height=\"28\" />");
    line("<span>Lowland</span></a><p>What travels, and how to read it</p>");
    line(
        "<nav aria-label=\"Site\"><a href=\"/\">Experiments</a> <a href=\"/?across=\">Across</a> <a href=\"/topics\">Topics</a>");
    line("<a href=\"/q/swagger-ui/\">API</a></nav></header><main id=\"main\" tabindex=\"-1\">");
  }

  private void contents() {
    line("<ul>");
    for (JsonNode channel : document.path("channels")) {
      String address = text(channel.path("address").asText());
      line("<li><a href=\"#%s\">%s</a></li>".formatted(address, address));
    }
    line("</ul>");
  }

  private void channel(Map.Entry<String, JsonNode> entry) {
    JsonNode channel = entry.getValue();
    String address = text(channel.path("address").asText());
    line("<section id=\"%s\"><h2><code>%s</code></h2>".formatted(address, address));
    paragraph("", channel.path("description").asText());
    paragraph("facts", kept(channel.at("/bindings/kafka")));
    for (String action : List.of("send", "receive")) {
      List<String> who = who(entry.getKey(), action);
      if (!who.isEmpty()) {
        paragraph(
            "facts",
            (action.equals("send") ? "Sent by: " : "Received by: ") + String.join("; ", who));
      }
    }
    channel.path("messages").forEach(message -> message(properties.resolved(message)));
    line("</section>");
  }

  private static String kept(JsonNode kafka) {
    int partitions = kafka.path("partitions").asInt();
    JsonNode settings = kafka.path("topicConfiguration");
    String policy = settings.path("cleanup.policy").path(0).asText();
    String retention =
        policy.equals("compact")
            ? "compacted: the last message of each key stays"
            : "kept for %d days"
                .formatted(Duration.ofMillis(settings.path("retention.ms").asLong()).toDays());
    return "%d partition%s, %s".formatted(partitions, partitions == 1 ? "" : "s", retention);
  }

  private List<String> who(String channel, String action) {
    List<String> who = new ArrayList<>();
    for (JsonNode operation : document.path("operations")) {
      boolean here =
          operation.at("/channel/$ref").asText().equals("#/channels/" + channel)
              && operation.path("action").asText().equals(action);
      if (here) {
        who.add(operation.path("summary").asText());
      }
    }
    return who;
  }

  private void message(JsonNode message) {
    line("<h3>%s</h3>".formatted(text(message.path("name").asText())));
    paragraph("", message.path("title").asText());
    paragraph("", message.path("description").asText());
    JsonNode payload = properties.resolved(message.path("payload"));
    String type =
        message
            .path("contentType")
            .asText(document.path("defaultContentType").asText("application/json"));
    line("<p class=\"facts\">Content type <code>%s</code></p>".formatted(text(type)));
    if (payload.has("properties")) {
      table(properties.of(payload));
    } else {
      paragraph("facts", AsyncApiProperties.type(payload));
    }
    for (JsonNode example : message.path("examples")) {
      line(
          "<details><summary>Example: %s</summary>".formatted(text(example.path("name").asText())));
      line("<pre><code>%s</code></pre></details>".formatted(text(pretty(example.path("payload")))));
    }
  }

  private static String pretty(JsonNode payload) {
    return payload.isTextual() ? payload.asText() : payload.toPrettyString();
  }

  private void headers() {
    for (JsonNode trait : document.at("/components/messageTraits")) {
      JsonNode headers = trait.path("headers");
      line("<section id=\"headers\"><h2>Headers of every message</h2>");
      paragraph("", headers.path("description").asText());
      table(properties.of(headers));
      line("</section>");
    }
  }

  private void table(List<AsyncApiProperties.Property> rows) {
    line("<table><thead><tr><th scope=\"col\">property</th><th scope=\"col\">type</th>");
    line("<th scope=\"col\">required</th><th scope=\"col\">means</th></tr></thead><tbody>");
    for (AsyncApiProperties.Property row : rows) {
      line(
          "<tr><td><code>%s</code></td><td>%s</td><td>%s</td><td>%s</td></tr>"
              .formatted(
                  text(row.path()),
                  text(row.type()),
                  row.required() ? "yes" : "",
                  text(row.description())));
    }
    line("</tbody></table>");
  }

  private void paragraph(String style, String content) {
    if (!content.isBlank()) {
      String attribute = style.isEmpty() ? "" : " class=\"%s\"".formatted(style);
      line("<p%s>%s</p>".formatted(attribute, text(content.strip())));
    }
  }

  private void line(String markup) {
    html.append(markup).append('\n');
  }

  private static String text(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
