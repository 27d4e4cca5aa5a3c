package io.thalweg.streams.serde;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.nio.charset.StandardCharsets;

/** What went wrong, where, and what to do. */
final class JsonErrors {
  /** Bytes shown on both sides of the place. */
  private static final int CONTEXT = 40;

  private JsonErrors() {}

  static String writing(
      JsonProcessingException e, String role, String topic, JavaType type, Class<?> actual) {
    return "Cannot write the "
        + role
        + " of topic "
        + topic
        + " as JSON: expected "
        + type.toCanonical()
        + ", got "
        + actual.getName()
        + path(e)
        + ": "
        + e.getOriginalMessage()
        + ". Check that the serde is that of the operator's type, and that Jackson can read all its"
        + " properties";
  }

  static String reading(
      JsonProcessingException e, String role, String topic, JavaType type, byte[] bytes) {
    JsonLocation location = e.getLocation();
    return "Cannot read the "
        + role
        + " of topic "
        + topic
        + " as "
        + type.toCanonical()
        + path(e)
        + ": "
        + e.getOriginalMessage()
        + ". "
        + text(bytes, location == null ? -1 : location.getByteOffset())
        + ". "
        + advice(e);
  }

  private static String advice(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "Add the property to the type (it has "
          + unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList()
          + "), or let unknown properties be ignored ("
          + JsonSerde.FAIL_UNKNOWN_PROPERTIES_CONFIG
          + "=false)";
    }
    return "Check the producer and the type; to skip such records set"
        + " deserialization.exception.handler";
  }

  /** Such as {@code at $.items[2].price}; nothing if Jackson does not know. */
  private static String path(JsonProcessingException e) {
    if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return "";
    }
    StringBuilder path = new StringBuilder(" at $");
    for (JsonMappingException.Reference step : mapping.getPath()) {
      String property = step.getFieldName();
      if (property != null) {
        path.append('.').append(property);
      } else {
        path.append('[').append(step.getIndex()).append(']');
      }
    }
    return path.toString();
  }

  /** The text around an offset, or the beginning if the offset is not known. */
  private static String text(byte[] bytes, long offset) {
    if (bytes.length == 0) {
      return "There are no bytes at all; a tombstone has null bytes";
    }
    int place = (int) Math.max(0, Math.min(offset, bytes.length));
    int from = start(bytes, Math.max(0, place - CONTEXT));
    int to = start(bytes, Math.min(bytes.length, place + CONTEXT));
    return "Text of "
        + bytes.length
        + " bytes"
        + (offset < 0 ? "" : ", at byte " + offset)
        + ": "
        + (from > 0 ? "…" : "")
        + new String(bytes, from, to - from, StandardCharsets.UTF_8)
        + (to < bytes.length ? "…" : "");
  }

  /** Back to the start of a character, so that none is cut. */
  private static int start(byte[] utf8, int place) {
    int at = place;
    while (at > 0 && at < utf8.length && (utf8[at] & 0xC0) == 0x80) {
      at--;
    }
    return at;
  }
}
