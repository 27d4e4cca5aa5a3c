package io.thalweg.streams.stores.form;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

class PackingTest {
  @Test
  void packedNumbersHaveTheBytesThatTheirSerdesMake() {
    check(Serdes.Long(), List.of(0L, 1L, -1L, 0x0102030405060708L, Long.MIN_VALUE, Long.MAX_VALUE));
    check(Serdes.Integer(), List.of(0, 1, -1, 0x01020304, Integer.MIN_VALUE, Integer.MAX_VALUE));
    check(
        Serdes.Short(),
        List.of((short) 0, (short) -1, (short) 0x0102, Short.MIN_VALUE, Short.MAX_VALUE));
    check(
        Serdes.Double(),
        List.of(
            0.0,
            -0.0,
            1.5,
            -1e300,
            Double.NEGATIVE_INFINITY,
            Double.NaN,
            Double.longBitsToDouble(0x7ff8000000000123L)));
    check(
        Serdes.Float(),
        List.of(
            0f,
            -0f,
            1.5f,
            -1e30f,
            Float.POSITIVE_INFINITY,
            Float.NaN,
            Float.intBitsToFloat(0x7fc00123)));
  }

  private static <T> void check(Serde<T> serde, List<T> numbers) {
    Packing packing = Objects.requireNonNull(Packing.of(serde));
    for (T number : numbers) {
      long bits = packing.pack(number);

      assertEquals(number, packing.unpack(bits));
      assertArrayEquals(serde.serializer().serialize("topic", number), packing.serialize(bits));
    }
  }
}
