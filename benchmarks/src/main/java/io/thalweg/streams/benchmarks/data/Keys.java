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

  /** The output key {@code <key>@<start>}. */
  public static byte[] at(int id, long start) {
    byte[] digits = Long.toString(start).getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(LENGTH + 1 + digits.length)
        .put(bytes(id))
        .put((byte) '@')
        .put(digits)
        .array();
  }

  /** The window start in an output key {@code <key>@<start>...}; -1 if there is none. */
  public static long windowStart(byte[] bytes) {
    return number(bytes, LENGTH);
  }

  /** The window end in an output key {@code <key>@<start>@<end>}; -1 if there is none. */
  public static long windowEnd(byte[] bytes) {
    int at = LENGTH + 1;
    while (at < bytes.length && bytes[at] != '@') {
      at++;
    }
    return number(bytes, at);
  }

  /** The digits after an at sign. */
  private static long number(byte[] bytes, int at) {
    if (bytes.length <= at + 1 || bytes[at] != '@') {
      return -1;
    }
    long number = 0;
    for (int i = at + 1; i < bytes.length && bytes[i] != '@'; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  /** The window start in a changelog key: key, eight bytes of start, four of sequence. */
  public static long changelogWindowStart(byte[] bytes) {
    return bytes.length == LENGTH + 12 ? ByteBuffer.wrap(bytes).getLong(LENGTH) : -1;
  }

  /** The end in a session's changelog key: key, eight bytes of end, eight of start. */
  public static long sessionEnd(byte[] bytes) {
    return bytes.length == LENGTH + 16 ? ByteBuffer.wrap(bytes).getLong(LENGTH) : -1;
  }

  /** The start in a session's changelog key. */
  public static long sessionStart(byte[] bytes) {
    return bytes.length == LENGTH + 16 ? ByteBuffer.wrap(bytes).getLong(LENGTH + 8) : -1;
  }
}
