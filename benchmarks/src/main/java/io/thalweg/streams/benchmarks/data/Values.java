package io.thalweg.streams.benchmarks.data;

import java.nio.ByteBuffer;

/** Record values: 100 ASCII bytes that differ from record to record, or a big-endian long. */
public final class Values {
  private static final int TEXT_LENGTH = 100;
  private static final byte[] HEX =
      "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  private static final byte[] FILLER = filler();

  private Values() {}

  /** Sixteen hex digits of {@code seed}, then letters. */
  public static byte[] text(long seed) {
    byte[] text = new byte[TEXT_LENGTH];
    for (int i = 0; i < 16; i++) {
      text[i] = HEX[(int) (seed >>> (60 - 4 * i)) & 15];
    }
    int offset = (int) (seed & 1023);
    System.arraycopy(FILLER, offset, text, 16, TEXT_LENGTH - 16);
    return text;
  }

  public static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /**
   * The number in eight bytes; {@link Long#MIN_VALUE} for any other length, which no model expects.
   */
  public static long number(byte[] bytes) {
    return bytes.length == Long.BYTES ? ByteBuffer.wrap(bytes).getLong() : Long.MIN_VALUE;
  }

  private static byte[] filler() {
    byte[] letters = new byte[1024 + TEXT_LENGTH];
    for (int i = 0; i < letters.length; i++) {
      letters[i] = (byte) ('a' + Long.remainderUnsigned(Mix.at(7, i), 26));
    }
    return letters;
  }
}
