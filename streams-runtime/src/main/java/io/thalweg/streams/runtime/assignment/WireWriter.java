package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.processor.TaskId;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Consumer;

/** Writes the binary format of user data. Numbers are unsigned varints unless said otherwise. */
final class WireWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  WireWriter raw(byte value) {
    bytes.write(value);
    return this;
  }

  /** A number that is not negative. */
  WireWriter number(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("Cannot encode a negative number: " + value);
    }
    long rest = value;
    while (rest > 0x7F) {
      bytes.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return this;
  }

  WireWriter text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    number(utf8.length);
    bytes.write(utf8, 0, utf8.length);
    return this;
  }

  WireWriter uuid(UUID value) {
    byte[] sixteen = new byte[16];
    ByteBuffer.wrap(sixteen)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits());
    bytes.write(sixteen, 0, sixteen.length);
    return this;
  }

  WireWriter task(TaskId task) {
    return number(task.subtopology()).number(task.partition());
  }

  /** The number of elements, then each. */
  <T> WireWriter all(Collection<T> elements, Consumer<T> each) {
    number(elements.size());
    elements.forEach(each);
    return this;
  }

  ByteBuffer toBuffer() {
    return ByteBuffer.wrap(bytes.toByteArray());
  }
}
