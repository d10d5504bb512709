package io.lowland.contracts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * CloudEvents 1.0 attributes as Kafka headers, in the binary mode of the CloudEvents Kafka binding:
 * the record's value is the event's data, the attributes stand in headers called {@code ce_…}.
 */
public final class CloudEventHeaders {
  /** Identifies the event together with its source; the record's key. */
  public static final String ID = "ce_id";

  /** Who sent it, such as {@code /lowland/trainer}. */
  public static final String SOURCE = "ce_source";

  /** Kind and version of the event. */
  public static final String TYPE = "ce_type";

  /** Always {@code 1.0}. */
  public static final String SPEC_VERSION = "ce_specversion";

  /** When it was sent, RFC 3339. */
  public static final String TIME = "ce_time";

  /** What it is about: the id of the experiment, run or checkpoint. */
  public static final String SUBJECT = "ce_subject";

  /** Media type of the value. */
  public static final String CONTENT_TYPE = "content-type";

  /** Media type of events. */
  public static final String JSON = "application/json";

  /** Media type of checkpoints. */
  public static final String SAFETENSORS = "application/vnd.safetensors";

  /** Media type of a reference to a checkpoint that is stored elsewhere. */
  public static final String CLAIM_CHECK = "application/vnd.lowland.claim-check";

  /** CloudEvents type of a checkpoint. */
  public static final String CHECKPOINT_TYPE = "io.lowland.checkpoint.created.v1";

  private CloudEventHeaders() {}

  /** The headers of {@code event}. */
  public static Headers of(LowlandEvent event, String source, Instant time) {
    return of(event.type(), event.key(), event.key(), JSON, source, time);
  }

  /**
   * The headers of a checkpoint.
   *
   * @param checkpoint digest of its bytes
   * @param run id
   * @param contentType {@link #SAFETENSORS} or {@link #CLAIM_CHECK}
   */
  public static Headers ofCheckpoint(
      String checkpoint, String run, String contentType, String source, Instant time) {
    return of(CHECKPOINT_TYPE, checkpoint, run, contentType, source, time);
  }

  private static Headers of(
      String type, String id, String subject, String contentType, String source, Instant time) {
    return new RecordHeaders()
        .add(SPEC_VERSION, bytes("1.0"))
        .add(ID, bytes(id))
        .add(SOURCE, bytes(source))
        .add(TYPE, bytes(type))
        .add(SUBJECT, bytes(subject))
        .add(TIME, bytes(time.toString()))
        .add(CONTENT_TYPE, bytes(contentType));
  }

  /** The text of the last header called {@code name}, if there is one. */
  public static Optional<String> text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
