package io.thalweg.streams.serde;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Records, beans and generic types as JSON in UTF-8, by Jackson. Thalweg's own.
 *
 * <p>Equal objects have equal bytes, so that they can be keys: properties are written in
 * alphabetical order and entries of maps in the order of their keys. (Elements of a {@code Set} are
 * written in its own order: use a {@code SortedSet} in a key.) Times are written as ISO 8601 text
 * if Jackson's module for {@code java.time} is on the class path. Null is a tombstone: null bytes;
 * the text {@code null} is read as null, too. Properties that the type does not have are ignored,
 * so that producers may add some; see {@link #failingOnUnknownProperties()}.
 *
 * <p>What can not be read or written is a {@link
 * org.apache.kafka.common.errors.SerializationException} that says topic, type, JSON path and the
 * text around the place.
 *
 * <p>As {@code default.key.serde} or {@code default.value.serde} it takes its type from {@link
 * #KEY_TYPE_CONFIG} or {@link #VALUE_TYPE_CONFIG}.
 *
 * <p>Immutable and thread-safe once it is made, or configured.
 *
 * @param <T> what is written and read
 */
public final class JsonSerde<T> implements Serde<T> {
  /**
   * The type of keys: the name of a class, with type arguments if it has any, such as {@code
   * java.util.List<org.example.Order>}. Nested classes are named with {@code $}.
   */
  public static final String KEY_TYPE_CONFIG = "json.key.type";

  /** The type of values, as {@link #KEY_TYPE_CONFIG}. */
  public static final String VALUE_TYPE_CONFIG = "json.value.type";

  /** Whether a property that the type does not have is an error; by default it is ignored. */
  public static final String FAIL_UNKNOWN_PROPERTIES_CONFIG = "json.fail.unknown.properties";

  private final JsonSerializer<T> serializer;
  private final JsonDeserializer<T> deserializer;

  /** Made by name from the configs, and told its type by {@link #configure}. */
  public JsonSerde() {
    serializer = new JsonSerializer<>();
    deserializer = new JsonDeserializer<>();
  }

  private JsonSerde(JsonFormat<T> format) {
    serializer = new JsonSerializer<>(format);
    deserializer = new JsonDeserializer<>(format);
  }

  /** For a type without type arguments. */
  public static <T> JsonSerde<T> of(Class<T> type) {
    return of(type, JsonFormat.defaultMapper());
  }

  /** For any type: {@code of(new TypeReference<List<Order>>() {})}. */
  public static <T> JsonSerde<T> of(TypeReference<T> type) {
    return of(type, JsonFormat.defaultMapper());
  }

  /**
   * With a mapper of the user's, as it is configured now: the order of properties and what happens
   * to unknown ones are its business.
   */
  public static <T> JsonSerde<T> of(Class<T> type, ObjectMapper mapper) {
    return of(mapper.constructType(type), mapper);
  }

  /** As {@link #of(Class, ObjectMapper)}. */
  public static <T> JsonSerde<T> of(TypeReference<T> type, ObjectMapper mapper) {
    return of(mapper.getTypeFactory().constructType(type), mapper);
  }

  /** As {@link #of(Class, ObjectMapper)}; {@code type} must be the type that T stands for. */
  public static <T> JsonSerde<T> of(JavaType type, ObjectMapper mapper) {
    return new JsonSerde<>(JsonFormat.of(type, mapper));
  }

  /**
   * The same serde, but a property that the type does not have is an error.
   *
   * @throws IllegalStateException if its type is not known yet
   */
  public JsonSerde<T> failingOnUnknownProperties() {
    return new JsonSerde<>(deserializer.format().failingOnUnknownProperties(true));
  }

  /**
   * Takes the type from the configs, unless it was made for one.
   *
   * @throws org.apache.kafka.common.config.ConfigException if the type is missing or there is no
   *     such class
   */
  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    deserializer.configure(configs, isKey);
    serializer.configure(configs, isKey);
  }

  @Override
  public Serializer<T> serializer() {
    return serializer;
  }

  @Override
  public Deserializer<T> deserializer() {
    return deserializer;
  }
}
