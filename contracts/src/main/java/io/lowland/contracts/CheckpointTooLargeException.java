package io.lowland.contracts;

import java.util.Locale;
import java.util.OptionalInt;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** A checkpoint is larger than a message may be, and there is no claim-check directory for it. */
public final class CheckpointTooLargeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Says how large it is and how large it may be.
   *
   * @param bytes of the checkpoint
   * @param limit of the topic in bytes, if known
   * @param remedy what to do
   */
  public CheckpointTooLargeException(int bytes, OptionalInt limit, String remedy, Throwable cause) {
    super(
        String.format(
            Locale.ROOT,
            "checkpoint of %,d bytes is more than Kafka takes on topic %s%s; %s",
            bytes,
            Topics.CHECKPOINTS,
            limit.isPresent()
                ? String.format(Locale.ROOT, ", %,d bytes (max.message.bytes)", limit.getAsInt())
                : "",
            remedy),
        cause);
  }

  /** Whether a message was refused for its size, by the client or by the broker. */
  public static boolean isReasonOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RecordTooLargeException) {
        return true;
      }
    }
    return false;
  }
}
