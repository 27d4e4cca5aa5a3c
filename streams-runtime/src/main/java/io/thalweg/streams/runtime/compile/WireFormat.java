package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.runtime.operator.RawUse;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.BytesDeserializer;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.ShortDeserializer;
import org.apache.kafka.common.serialization.ShortSerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Formats in which a value has one encoding, so that bytes that came in may go out again without a
 * round trip through the object. A user's format is none of them: two texts of one JSON object,
 * say, must meet in one row.
 */
enum WireFormat {
  LONG(RawUse.ALWAYS),
  INTEGER(RawUse.ALWAYS),
  SHORT(RawUse.ALWAYS),
  BYTES(RawUse.ALWAYS),
  TEXT(RawUse.IF_ASCII),
  OTHER(RawUse.NEVER);

  private static final Map<Class<?>, WireFormat> KNOWN =
      Map.ofEntries(
          Map.entry(LongSerializer.class, LONG),
          Map.entry(LongDeserializer.class, LONG),
          Map.entry(IntegerSerializer.class, INTEGER),
          Map.entry(IntegerDeserializer.class, INTEGER),
          Map.entry(ShortSerializer.class, SHORT),
          Map.entry(ShortDeserializer.class, SHORT),
          Map.entry(ByteArraySerializer.class, BYTES),
          Map.entry(ByteArrayDeserializer.class, BYTES),
          Map.entry(BytesSerializer.class, BYTES),
          Map.entry(BytesDeserializer.class, BYTES),
          Map.entry(StringSerializer.class, TEXT),
          Map.entry(StringDeserializer.class, TEXT));

  private final RawUse use;

  WireFormat(RawUse use) {
    this.use = use;
  }

  /** The format of a serializer or deserializer. */
  static WireFormat of(Object codec) {
    return KNOWN.getOrDefault(codec.getClass(), OTHER);
  }

  /** Whether bytes of this format may be taken where {@code serializer} would make them. */
  RawUse reuse(Object serializer) {
    return this == of(serializer) ? use : RawUse.NEVER;
  }
}
