package io.thalweg.streams.benchmarks.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Record keys: {@code k} and eight digits, so that a check finds its slot without a map. */
public final class Keys {
  private static final int LENGTH = 9;

  private Keys() {}

  public static byte[] bytes(int id) {
    byte[] key = new byte[LENGTH];
    key[0] = 'k';
    int rest = id;
    for (int i = LENGTH - 1; i > 0; i--) {
      key[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return key;
  }

  /** The id of a key that begins {@code bytes}; -1 if there is none. */
  public static int id(byte[] bytes) {
    if (bytes.length < LENGTH || bytes[0] != 'k') {
      return -1;
    }
    int id = 0;
    for (int i = 1; i < LENGTH; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      id = id * 10 + digit;
    }
    return id;
  }

  /** The window start in an output key {@code <key>@<start>}; -1 if there is none. */
  public static long windowStart(byte[] bytes) {
    if (bytes.length <= LENGTH + 1 || bytes[LENGTH] != '@') {
      return -1;
    }
    String start =
        new String(bytes, LENGTH + 1, bytes.length - LENGTH - 1, StandardCharsets.US_ASCII);
    return start.chars().allMatch(Character::isDigit) ? Long.parseLong(start) : -1;
  }

  /** The window start in a changelog key: key, eight bytes of start, four of sequence. */
  public static long changelogWindowStart(byte[] bytes) {
    return bytes.length == LENGTH + 12 ? ByteBuffer.wrap(bytes).getLong(LENGTH) : -1;
  }
}
