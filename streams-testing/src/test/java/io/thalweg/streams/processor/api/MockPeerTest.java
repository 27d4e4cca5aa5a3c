package io.thalweg.streams.processor.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same calls on Kafka Streams' mock and on ours: each script must have the same transcript. */
class MockPeerTest {
  private static final String PEER = "org.apache.kafka.streams.";
  private static final String OWN = "io.thalweg.streams.";

  /** A script, run against the classes below a prefix. */
  private interface Script {
    void run(Api api);
  }

  private static void assertSame(Script script) {
    Api peer = new Api(PEER);
    script.run(peer);
    Api own = new Api(OWN);
    script.run(own);
    assertEquals(peer.transcript(), own.transcript());
    assertTrue(own.lines.size() > 2, own.transcript());
  }

  /** Calls by name; notes what comes back, or what is thrown. */
  private static final class Api {
    final String prefix;
    final List<String> lines = new ArrayList<>();

    Api(String prefix) {
      this.prefix = prefix;
    }

    String transcript() {
      return String.join("\n", lines).replace(prefix, "P.");
    }

    Class<?> type(String name) {
      try {
        return Class.forName(prefix + name);
      } catch (ClassNotFoundException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }

    /** Makes an object; null and a note if the constructor throws. */
    @Nullable Object make(String name, @Nullable Object... arguments) {
      Constructor<?> constructor = pick(type(name).getConstructors(), "", arguments);
      return noted("new " + name, () -> constructor.newInstance(arguments));
    }

    Object context(@Nullable Object... arguments) {
      return some(make("processor.api.MockProcessorContext", arguments));
    }

    Object record(String key, long value, long time) {
      Constructor<?> constructor =
          pick(type("processor.api.Record").getConstructors(), "", key, value, time);
      return some(answer(() -> constructor.newInstance(key, value, time)));
    }

    /** Calls a method, notes the result, and answers it. */
    @Nullable Object call(Object target, String method, @Nullable Object... arguments) {
      Class<?> type = target instanceof Class<?> statics ? statics : target.getClass();
      Method found = pick(type.getMethods(), method, arguments);
      found.setAccessible(true);
      return noted(method, () -> found.invoke(target, arguments));
    }

    Object one(Object target, String method, @Nullable Object... arguments) {
      return some(call(target, method, arguments));
    }

    Object constant(String type, String name) {
      return some(answer(() -> type(type).getField(name).get(null)));
    }

    Object punctuator() {
      Class<?> type = type("processor.Punctuator");
      return Proxy.newProxyInstance(
          type.getClassLoader(),
          new Class<?>[] {type},
          (proxy, method, arguments) -> {
            if (method.getName().equals("toString")) {
              return "punctuator@1";
            }
            lines.add("called " + Arrays.toString(arguments));
            return null;
          });
    }

    private interface Call {
      @Nullable Object run() throws ReflectiveOperationException;
    }

    private @Nullable Object noted(String what, Call call) {
      try {
        Object result = call.run();
        lines.add(what + " = " + text(result));
        return result;
      } catch (InvocationTargetException e) {
        lines.add(what + " threw " + String.valueOf(e.getCause()).replaceFirst(":.*", ""));
        return null;
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(what, e);
      }
    }

    private static @Nullable Object answer(Call call) {
      try {
        return call.run();
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }

    /** What two libraries print alike; else the interface matters, not the object. */
    private static String text(@Nullable Object result) {
      String text = String.valueOf(result);
      return text.matches("(?s).*(@[0-9a-f]+|Lambda|[A-Za-z]\\[[a-z]+=).*")
              || text.startsWith("Store ")
          ? "an object"
          : text;
    }

    private static <E extends Executable> E pick(
        E[] all, String name, @Nullable Object... arguments) {
      return Arrays.stream(all)
          .filter(e -> name.isEmpty() || e.getName().equals(name))
          .filter(e -> Modifier.isPublic(e.getModifiers()))
          .filter(e -> fits(e.getParameterTypes(), arguments))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no " + name + Arrays.toString(arguments)));
    }

    private static boolean fits(Class<?>[] types, @Nullable Object... arguments) {
      if (types.length != arguments.length) {
        return false;
      }
      for (int i = 0; i < types.length; i++) {
        Object argument = arguments[i];
        if (argument != null && !boxed(types[i]).isInstance(argument)) {
          return false;
        }
      }
      return true;
    }

    private static Class<?> boxed(Class<?> type) {
      return type == long.class
          ? Long.class
          : type == int.class ? Integer.class : type == boolean.class ? Boolean.class : type;
    }
  }

  private static Object some(@Nullable Object result) {
    if (result == null) {
      throw new AssertionError("nothing there");
    }
    return result;
  }

  private static Properties configs() {
    Properties configs = new Properties();
    configs.put("application.id", "app");
    configs.put("bootstrap.servers", "nowhere:1");
    configs.put("default.key.serde", Serdes.StringSerde.class);
    configs.put("shop.size", "7");
    return configs;
  }

  @Test
  void whenNothingIsSetThenBothSayTheSameOfTheTask() {
    assertSame(
        api -> {
          for (Object context :
              List.of(api.context(), api.context(new Properties()), api.context(configs()))) {
            api.call(context, "applicationId");
            api.call(context, "taskId");
            api.call(context, "recordMetadata");
            api.call(context, "keySerde");
            api.call(context, "valueSerde");
            api.call(context, "stateDir");
            api.call(context, "appConfigsWithPrefix", "shop.");
            api.call(context, "currentSystemTimeMs");
            api.call(context, "currentStreamTimeMs");
            api.call(context, "getStateStore", "none");
            api.call(context, "committed");
            api.call(context, "forwarded");
            api.call(context, "scheduledPunctuators");
          }
        });
  }

  @Test
  void whenTheTaskIsGivenThenBothKeepIt(@TempDir Path folder) {
    assertSame(
        api -> {
          Object task = some(api.make("processor.TaskId", 3, 4));
          Object context = api.context(configs(), task, folder.toFile());
          api.call(context, "taskId");
          api.call(context, "stateDir");
          api.make("processor.api.MockProcessorContext", configs(), null, null);
          api.make("processor.api.MockProcessorContext", configs(), task, (File) null);
        });
  }

  @Test
  void whenTimesAndMetadataAreSetThenBothSayThem() {
    assertSame(
        api -> {
          Object context = api.context();
          api.call(context, "setCurrentSystemTimeMs", 7L);
          api.call(context, "setCurrentStreamTimeMs", 8L);
          api.call(context, "currentSystemTimeMs");
          api.call(context, "currentStreamTimeMs");
          api.call(context, "setCurrentStreamTimeMs", 3L);
          api.call(context, "currentStreamTimeMs");
          api.call(context, "setRecordMetadata", "topic", 2, 5L);
          Object origin = ((Optional<?>) api.one(context, "recordMetadata")).orElseThrow();
          api.call(origin, "topic");
          api.call(origin, "partition");
          api.call(origin, "offset");
          api.call(context, "setRecordMetadata", null, -2, -5L);
          api.call(((Optional<?>) api.one(context, "recordMetadata")).orElseThrow(), "topic");
        });
  }

  @Test
  void whenRecordsAreForwardedThenBothNoteThem() {
    assertSame(
        api -> {
          Object context = api.context();
          Object record = api.record("k", 1, 10);
          api.call(context, "forward", record);
          api.call(context, "forward", api.record("k", 2, 10), "child");
          api.call(context, "forward", api.record("k", 3, 10), "other");
          api.call(context, "forward", api.record("k", 4, 10), null);
          api.call(context, "forward", null, "child");
          api.call(context, "forwarded");
          api.call(context, "forwarded", "child");
          api.call(context, "forwarded", "unknown");
          api.call(context, "forwarded", (Object) null);
          ((List<?>) api.one(context, "forwarded")).clear();
          Object first = some(((List<?>) api.one(context, "forwarded")).get(0));
          assertTrue(api.call(first, "record") == record);
          api.call(first, "childName");
          api.call(context, "resetForwards");
          api.call(context, "forwarded");
        });
  }

  @Test
  void whenForwardsAreComparedThenRecordAndChildCount() {
    assertSame(
        api -> {
          String type = "processor.api.MockProcessorContext$CapturedForward";
          Object record = api.record("k", 1, 10);
          Object all = some(api.make(type, record));
          Object again = some(api.make(type, api.record("k", 1, 10)));
          Object one = some(api.make(type, record, Optional.of("x")));
          api.call(all, "equals", again);
          api.call(all, "equals", one);
          api.call(all, "toString");
          api.lines.add("hash " + (all.hashCode() == again.hashCode()));
          api.make(type, (Object) null);
          api.make(type, record, null);
        });
  }

  @Test
  void whenACommitIsAskedForThenBothNoteItUntilReset() {
    assertSame(
        api -> {
          Object context = api.context();
          api.call(context, "commit");
          api.call(context, "committed");
          api.call(context, "resetCommit");
          api.call(context, "committed");
        });
  }

  @Test
  void whenPunctuatorsAreScheduledThenBothKeepThemForTheTest() {
    assertSame(
        api -> {
          Object context = api.context();
          Object stream = api.constant("processor.PunctuationType", "STREAM_TIME");
          Object wall = api.constant("processor.PunctuationType", "WALL_CLOCK_TIME");
          Object punctuator = api.punctuator();
          Object handle = api.one(context, "schedule", Duration.ofMillis(5), stream, punctuator);
          Instant start = Instant.ofEpochMilli(77);
          api.call(context, "schedule", start, Duration.ofMillis(6), wall, punctuator);
          api.call(context, "schedule", Duration.ZERO, stream, punctuator);
          api.call(context, "schedule", null, null, null);
          List<?> all = (List<?>) api.one(context, "scheduledPunctuators");
          for (Object captured : all) {
            for (String property : List.of("getInterval", "getStartTime", "getType", "cancelled")) {
              api.call(captured, property);
            }
          }
          api.call(api.one(some(all.get(0)), "getPunctuator"), "punctuate", 9L);
          api.call(handle, "cancel");
          api.call(some(all.get(1)), "cancel");
          all.clear();
          for (Object captured : (List<?>) api.one(context, "scheduledPunctuators")) {
            api.call(captured, "cancelled");
          }
        });
  }

  @Test
  void whenAStoreOfABuilderIsInitializedThenBothHaveItAndItWorks() {
    assertSame(
        api -> {
          Object context = api.context(configs());
          Class<?> stores = api.type("state.Stores");
          Object supplier = api.one(stores, "inMemoryKeyValueStore", "s");
          Object builder =
              api.one(stores, "keyValueStoreBuilder", supplier, Serdes.String(), Serdes.Long());
          Object store = api.one(api.one(builder, "withLoggingDisabled"), "build");
          Object storeContext = api.one(context, "getStateStoreContext");
          api.call(storeContext, "applicationId");
          api.call(storeContext, "keySerde");
          api.call(storeContext, "appConfigsWithPrefix", "shop.");
          api.call(store, "init", storeContext, store);
          api.lines.add("same " + (api.call(context, "getStateStore", "s") == store));
          api.call(store, "put", "a", 1L);
          api.call(store, "get", "a");
          api.call(context, "addStateStore", store);
        });
  }
}
