package io.thalweg.streams.stores.form;

import io.thalweg.streams.stores.engine.Keys;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as 64 bits: a row that counts is changed in place, without a new object that an old one
 * points to, which is what garbage collection finds dear.
 */
public enum Packing {
  LONG,
  INTEGER,
  SHORT,
  DOUBLE,
  FLOAT;

  private static final Map<Class<?>, Packing> BY_SERDE =
      Map.of(
          Serdes.LongSerde.class, LONG,
          Serdes.IntegerSerde.class, INTEGER,
          Serdes.ShortSerde.class, SHORT,
          Serdes.DoubleSerde.class, DOUBLE,
          Serdes.FloatSerde.class, FLOAT);

  /** How the values of a serde are kept; null if they do not fit. */
  static @Nullable Packing of(Serde<?> serde) {
    return BY_SERDE.get(serde.getClass());
  }

  /** The bits of a number of this type. */
  public long pack(Object value) {
    return switch (this) {
      case LONG -> (Long) value;
      case INTEGER -> (Integer) value;
      case SHORT -> (Short) value;
      case DOUBLE -> Double.doubleToRawLongBits((Double) value);
      case FLOAT -> Float.floatToRawIntBits((Float) value);
    };
  }

  /** The number of this type. */
  public Object unpack(long bits) {
    return switch (this) { // an expression of several types would make a double of each
      case LONG -> Long.valueOf(bits);
      case INTEGER -> Integer.valueOf((int) bits);
      case SHORT -> Short.valueOf((short) bits);
      case DOUBLE -> Double.valueOf(Double.longBitsToDouble(bits));
      case FLOAT -> Float.valueOf(Float.intBitsToFloat((int) bits));
    };
  }

  /** The bytes that the serde makes of the number. */
  public byte[] serialize(long bits) {
    return switch (this) {
      case LONG -> bytes(Long.BYTES, bits);
      case INTEGER -> bytes(Integer.BYTES, bits);
      case SHORT -> bytes(Short.BYTES, bits);
      case DOUBLE -> bytes(Double.BYTES, Double.doubleToLongBits(Double.longBitsToDouble(bits)));
      case FLOAT -> bytes(Float.BYTES, bits);
    };
  }

  private static byte[] bytes(int length, long bits) {
    byte[] bytes = new byte[length];
    if (length == Long.BYTES) {
      Keys.putLong(bytes, 0, bits);
    } else {
      for (int i = 0; i < length; i++) {
        bytes[i] = (byte) (bits >>> (8 * (length - 1 - i)));
      }
    }
    return bytes;
  }
}
