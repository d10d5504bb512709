package io.lowland.contracts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.lowland.data.UnseenPoints;
import io.lowland.measure.MeasureFamily;
import io.lowland.network.Architecture;
import io.lowland.network.CheckpointKind;
import java.io.IOException;
import java.util.function.Function;

/** How core's types look in JSON: each as the text that also stands in experiment files. */
final class EventTypes extends SimpleModule {
  private static final long serialVersionUID = 1L;

  EventTypes() {
    add(Architecture.class, Architecture::toString, Architecture::parse);
    add(UnseenPoints.class, UnseenPoints::text, UnseenPoints::named);
    add(MeasureFamily.class, MeasureFamily::text, MeasureFamily::named);
    add(CheckpointKind.class, CheckpointKind::text, CheckpointKind::parse);
    add(TrainingProgress.State.class, TrainingProgress.State::text, TrainingProgress.State::named);
  }

  private <T> void add(Class<T> type, Function<T, String> write, Function<String, T> read) {
    addSerializer(type, new Writer<>(type, write));
    addDeserializer(type, new Reader<>(type, read));
  }

  private static final class Writer<T> extends StdSerializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Function<T, String> write;

    Writer(Class<T> type, Function<T, String> write) {
      super(type);
      this.write = write;
    }

    @Override
    public void serialize(T value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      generator.writeString(write.apply(value));
    }
  }

  private static final class Reader<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;
    private final transient Function<String, T> read;

    Reader(Class<T> type, Function<String, T> read) {
      super(type);
      this.read = read;
    }

    @Override
    @SuppressWarnings("unchecked")
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      String text = parser.getValueAsString("");
      try {
        return read.apply(text);
      } catch (IllegalArgumentException e) {
        return (T) context.handleWeirdStringValue(handledType(), text, "%s", e.getMessage());
      }
    }
  }
}
