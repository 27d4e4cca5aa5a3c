package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.processor.TaskId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Reads what {@link WireWriter} wrote. Trusts nothing: whatever the bytes are, it ends with a value
 * or a {@link MalformedException}, and allocates no more than the bytes can stand for.
 */
final class WireReader {
  /** The bytes are not what they should be. */
  static final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedException(String message) {
      super(message);
    }
  }

  private final ByteBuffer bytes;

  /** Reads from the position to the limit and leaves both as they are. */
  WireReader(ByteBuffer bytes) {
    this.bytes = bytes.duplicate();
  }

  byte raw() {
    try {
      return bytes.get();
    } catch (BufferUnderflowException e) {
      throw malformed("ends too early");
    }
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = raw();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        if (value < 0 || (shift == 63 && next > 0)) {
          break;
        }
        return value;
      }
    }
    throw malformed("has a number out of range");
  }

  int integer() {
    long value = number();
    if (value > Integer.MAX_VALUE) {
      throw malformed("has the number " + value + " where a smaller one belongs");
    }
    return (int) value;
  }

  String text() {
    byte[] utf8 = new byte[size()];
    bytes.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  UUID uuid() {
    try {
      return new UUID(bytes.getLong(), bytes.getLong());
    } catch (BufferUnderflowException e) {
      throw malformed("ends too early");
    }
  }

  TaskId task() {
    return new TaskId(integer(), integer());
  }

  <T> List<T> all(Supplier<T> each) {
    int count = size();
    List<T> elements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      elements.add(each.get());
    }
    return elements;
  }

  void end() {
    if (bytes.hasRemaining()) {
      throw malformed("goes on after its end");
    }
  }

  /** A number of elements of at least one byte each. */
  private int size() {
    int size = integer();
    if (size > bytes.remaining()) {
      throw malformed("announces " + size + " elements but ends too early");
    }
    return size;
  }

  private MalformedException malformed(String what) {
    return new MalformedException("It " + what + ", at byte " + bytes.position() + ".");
  }
}
