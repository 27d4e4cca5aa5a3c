package io.thalweg.streams.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** One type as JSON. Immutable and thread-safe, as Jackson's readers and writers are. */
record JsonFormat<T>(JavaType type, ObjectReader reader, ObjectWriter writer, String role) {
  /** Before anything says whether it is for keys or for values. */
  private static final String ANY_ROLE = "record";

  static ObjectMapper defaultMapper() {
    return JsonMapper.builder()
        .findAndAddModules()
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  static <T> JsonFormat<T> of(JavaType type, ObjectMapper mapper) {
    return new JsonFormat<>(type, mapper.readerFor(type), mapper.writerFor(type), ANY_ROLE);
  }

  /** The format there is with its role, or else the one that the configs name. */
  static <T> JsonFormat<T> configured(
      @Nullable JsonFormat<T> given, Map<String, ?> configs, boolean isKey) {
    String role = isKey ? "key" : "value";
    if (given != null) {
      return new JsonFormat<>(given.type, given.reader, given.writer, role);
    }
    String config = isKey ? JsonSerde.KEY_TYPE_CONFIG : JsonSerde.VALUE_TYPE_CONFIG;
    ObjectMapper mapper = defaultMapper();
    JsonFormat<T> made = of(type(mapper, config, configs.get(config)), mapper);
    Object fail = configs.get(JsonSerde.FAIL_UNKNOWN_PROPERTIES_CONFIG);
    return new JsonFormat<T>(made.type, made.reader, made.writer, role)
        .failingOnUnknownProperties(fail != null && Boolean.parseBoolean(fail.toString()));
  }

  private static JavaType type(ObjectMapper mapper, String config, @Nullable Object value) {
    if (value instanceof Class<?> given) {
      return mapper.constructType(given);
    } else if (value == null) {
      throw new ConfigException(
          "JsonSerde does not know its type: set "
              + config
              + " to the name of a class such as org.example.Order or"
              + " java.util.List<org.example.Order>, or pass JsonSerde.of(Order.class) to the"
              + " operator");
    }
    try {
      return mapper.getTypeFactory().constructFromCanonical(value.toString());
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          config, value, "Expected the name of a class on the class path: " + e.getMessage());
    }
  }

  static <T> JsonFormat<T> required(@Nullable JsonFormat<T> format) {
    if (format == null) {
      throw new IllegalStateException(
          "This JSON serde does not know its type: call configure, or make it by"
              + " JsonSerde.of(type)");
    }
    return format;
  }

  JsonFormat<T> failingOnUnknownProperties(boolean fail) {
    DeserializationFeature feature = DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES;
    return new JsonFormat<>(
        type, fail ? reader.with(feature) : reader.without(feature), writer, role);
  }

  byte[] write(String topic, T value) {
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new SerializationException(
          JsonErrors.writing(e, role, topic, type, value.getClass()), e);
    }
  }

  @Nullable T read(String topic, byte[] bytes) {
    try {
      return reader.readValue(bytes);
    } catch (JsonProcessingException e) {
      throw new SerializationException(JsonErrors.reading(e, role, topic, type, bytes), e);
    } catch (IOException e) {
      throw new SerializationException(
          "Reading the " + role + " of topic " + topic + " as JSON failed", e);
    }
  }
}
