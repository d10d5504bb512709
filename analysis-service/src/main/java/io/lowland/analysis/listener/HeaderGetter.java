package io.lowland.analysis.listener;

import io.lowland.contracts.CloudEventHeaders;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Arrays;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Finds a trace in the headers of a message. */
final class HeaderGetter implements TextMapGetter<Headers> {

  @Override
  public Iterable<String> keys(Headers headers) {
    return Arrays.stream(headers.toArray()).map(Header::key).toList();
  }

  @Override
  public String get(Headers headers, String key) {
    return headers == null ? null : CloudEventHeaders.text(headers, key).orElse(null);
  }
}
