package io.thalweg.streams.stores.form;

import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/**
 * Numbers as 64 bits: a row that counts is changed in place, without a new object that an old one
 * points to, which is what garbage collection finds dear.
 */
public final class Packing<T> {
  static final Packing<Long> LONG = new Packing<>(Long::longValue, Long::valueOf);
  static final Packing<Integer> INTEGER =
      new Packing<>(Integer::longValue, bits -> Integer.valueOf((int) bits));
  static final Packing<Short> SHORT =
      new Packing<>(Short::longValue, bits -> Short.valueOf((short) bits));
  static final Packing<Double> DOUBLE =
      new Packing<>(Double::doubleToRawLongBits, Double::longBitsToDouble);
  static final Packing<Float> FLOAT =
      new Packing<>(Float::floatToRawIntBits, bits -> Float.intBitsToFloat((int) bits));

  private final ToLongFunction<T> pack;
  private final LongFunction<T> unpack;

  private Packing(ToLongFunction<T> pack, LongFunction<T> unpack) {
    this.pack = pack;
    this.unpack = unpack;
  }

  public long pack(T value) {
    return pack.applyAsLong(value);
  }

  public T unpack(long bits) {
    return unpack.apply(bits);
  }
}
