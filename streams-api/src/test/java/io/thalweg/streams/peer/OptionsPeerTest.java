package io.thalweg.streams.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.dsl.view.ConsumedView;
import io.thalweg.streams.dsl.view.MaterializedView;
import io.thalweg.streams.dsl.view.ProducedView;
import io.thalweg.streams.dsl.view.StreamJoinedView;
import io.thalweg.streams.kstream.internals.SuppressedBuffer;
import io.thalweg.streams.kstream.internals.SuppressedSpec;
import io.thalweg.streams.state.KeyValueStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/** Option classes: what they refuse, against Kafka Streams, and what their views tell. */
class OptionsPeerTest {
  private static final List<String> CLASSES =
      List.of(
          "Named",
          "Consumed",
          "Produced",
          "Grouped",
          "Joined",
          "Materialized",
          "Repartitioned",
          "StreamJoined",
          "TableJoined",
          "Printed",
          "SessionWindows",
          "SlidingWindows");
  private static final Set<String> SKIPPED =
      Set.of("equals", "toFile", "withTimeToLive" /* not in Kafka Streams */);
  private static final Object[] ARGUMENTS = {
    "name",
    "",
    ".",
    "a b",
    "x".repeat(250),
    Duration.ofMillis(-1),
    Duration.ofMillis(5),
    3,
    -1,
    Map.of(),
    true
  };

  /** Calls every public method with null and with each value that fits its one parameter. */
  @Test
  void whenAMethodOfOneParameterIsGivenOddValuesThenBothTakeOrRefuseThem() throws Exception {
    int compared = 0;
    for (String name : CLASSES) {
      Class<?> ours = Class.forName("io.thalweg.streams.kstream." + name);
      Class<?> peer = Class.forName("org.apache.kafka.streams.kstream." + name);
      for (Method method : ours.getMethods()) {
        if (method.getDeclaringClass() != ours
            || method.getParameterCount() != 1
            || method.isBridge()
            || SKIPPED.contains(method.getName())) {
          continue;
        }
        Class<?> parameter = method.getParameterTypes()[0];
        Method twin = peer.getMethod(method.getName(), twin(parameter));
        for (Object argument : argumentsFor(parameter)) {
          Outcome expected = Outcome.of(() -> call(twin, argument, peer));
          Outcome actual = Outcome.of(() -> call(method, argument, ours));
          assertEquals(expected, actual, () -> method + " of " + argument);
          compared++;
        }
      }
    }
    assertTrue(compared > 150, "only " + compared + " calls compared");
  }

  private static List<Object> argumentsFor(Class<?> parameter) {
    List<Object> fitting = new ArrayList<>();
    for (Object argument : ARGUMENTS) {
      if (parameter.isInstance(argument)
          || (parameter == int.class && argument instanceof Integer)) {
        fitting.add(argument);
      }
    }
    if (!parameter.isPrimitive()) {
      fitting.add(null);
    }
    return fitting;
  }

  private static Class<?> twin(Class<?> type) throws ClassNotFoundException {
    return type.getName().startsWith("io.thalweg.streams")
        ? Class.forName(type.getName().replace("io.thalweg.streams", "org.apache.kafka.streams"))
        : type;
  }

  /** Says whether the call succeeded, and whether it changed its object in place. */
  private static Object call(Method method, Object argument, Class<?> type) throws Exception {
    Object target = Modifier.isStatic(method.getModifiers()) ? null : instance(type);
    try {
      Object result = method.invoke(target, argument);
      return result != null && result == target ? "in place" : "a new one";
    } catch (InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
  }

  private static Object instance(Class<?> type) throws Exception {
    if (type.getSimpleName().equals("Printed")) {
      return type.getMethod("toSysOut").invoke(null);
    }
    return type.getMethod("as", String.class).invoke(null, "name");
  }

  @Test
  void whenThereIsNoWayToPrintToTheFileThenBothRefuse() {
    for (String path : Arrays.asList(null, "", " ", "/no/such/directory/file")) {
      Outcome.same(
          () -> io.thalweg.streams.kstream.Printed.toFile(path),
          () -> org.apache.kafka.streams.kstream.Printed.toFile(path));
    }
  }

  @Test
  void equalityIsTheSame() {
    Outcome.same(
        () ->
            io.thalweg.streams.kstream.Consumed.as("a")
                .equals(io.thalweg.streams.kstream.Consumed.as("b")),
        () ->
            org.apache.kafka.streams.kstream.Consumed.as("a")
                .equals(org.apache.kafka.streams.kstream.Consumed.as("b")));
    Serde<String> serde = Serdes.String();
    Outcome.same(
        () ->
            io.thalweg.streams.kstream.Consumed.with(serde, serde)
                .equals(io.thalweg.streams.kstream.Consumed.with(serde, null)),
        () ->
            org.apache.kafka.streams.kstream.Consumed.with(serde, serde)
                .equals(org.apache.kafka.streams.kstream.Consumed.with(serde, null)));
    Outcome.same(
        () ->
            io.thalweg.streams.kstream.Produced.with(serde, serde)
                .equals(io.thalweg.streams.kstream.Produced.with(serde, serde).withName("n")),
        () ->
            org.apache.kafka.streams.kstream.Produced.with(serde, serde)
                .equals(
                    org.apache.kafka.streams.kstream.Produced.with(serde, serde).withName("n")));
  }

  @Test
  void viewsTellWhatWasSet() {
    Serde<String> key = Serdes.String();
    Serde<Long> value = Serdes.Long();
    var consumed =
        new ConsumedView<>(
            io.thalweg.streams.kstream.Consumed.with(key, value)
                .withName("source")
                .withOffsetResetPolicy(io.thalweg.streams.AutoOffsetReset.latest()));
    assertSame(key, consumed.keySerde());
    assertSame(value, consumed.valueSerde());
    assertEquals("source", consumed.name());
    assertEquals(io.thalweg.streams.AutoOffsetReset.latest(), consumed.resetPolicy());
    assertNull(consumed.timestampExtractor());

    var produced =
        new ProducedView<>(io.thalweg.streams.kstream.Produced.with(key, value).withName("sink"));
    assertSame(value, produced.valueSerde());
    assertEquals("sink", produced.name());

    var materialized =
        new MaterializedView<>(
            io.thalweg.streams.kstream.Materialized.<String, Long, KeyValueStore<Bytes, byte[]>>as(
                    "store")
                .withKeySerde(key)
                .withCachingDisabled()
                .withRetention(Duration.ofMillis(5))
                .withLoggingEnabled(Map.of("a", "b")));
    assertEquals("store", materialized.storeName());
    assertSame(key, materialized.keySerde());
    assertFalse(materialized.cachingEnabled());
    assertTrue(materialized.loggingEnabled());
    assertEquals(Map.of("a", "b"), materialized.topicConfig());
    assertEquals(Duration.ofMillis(5), materialized.retention());
    var supplied =
        new MaterializedView<>(
            io.thalweg.streams.kstream.Materialized.<String, Long>as(
                io.thalweg.streams.state.Stores.inMemoryKeyValueStore("supplied")));
    assertEquals("supplied", supplied.storeName());

    var joined =
        new StreamJoinedView<>(
            io.thalweg.streams.kstream.StreamJoined.with(key, value, value)
                .withName("join")
                .withStoreName("stores")
                .withLoggingDisabled());
    assertEquals(
        "join stores false",
        joined.name() + " " + joined.storeName() + " " + joined.loggingEnabled());
    assertSame(value, joined.otherValueSerde());
  }

  @Test
  void suppressionTellsBoundsAndWait() {
    var buffer =
        io.thalweg.streams.kstream.Suppressed.BufferConfig.maxRecords(3)
            .withMaxBytes(7)
            .withLoggingDisabled()
            .shutDownWhenFull();
    var limited =
        assertInstanceOf(
            SuppressedSpec.class,
            io.thalweg.streams.kstream.Suppressed.<String>untilTimeLimit(
                    Duration.ofMillis(5), buffer)
                .withName("held"));
    assertEquals("held", limited.name());
    assertEquals(Duration.ofMillis(5), limited.waitFor());
    assertFalse(limited.untilWindowCloses());
    var strict = assertInstanceOf(SuppressedBuffer.Strict.class, limited.buffer());
    assertEquals(new SuppressedBuffer.Limits(3, 7), strict.limits());
    assertNull(strict.logConfig());
    var closing =
        assertInstanceOf(
            SuppressedSpec.class,
            io.thalweg.streams.kstream.Suppressed.untilWindowCloses(
                io.thalweg.streams.kstream.Suppressed.BufferConfig.unbounded()));
    assertTrue(closing.untilWindowCloses());
    assertEquals(
        io.thalweg.streams.kstream.Suppressed.BufferConfig.maxBytes(1),
        io.thalweg.streams.kstream.Suppressed.BufferConfig.maxBytes(1));
  }
}
