package io.thalweg.streams.stores.rocksdb;

import io.thalweg.streams.errors.ProcessorStateException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.DBOptions;
import org.rocksdb.DBOptionsInterface;
import org.rocksdb.MutableDBOptionsInterface;
import org.rocksdb.Options;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings together what config setters want of the database as a whole, which the stores of a task
 * share: what a setter changed for one store applies to the task; where two stores differ the first
 * counts, with a warning.
 */
final class SharedSettings {
  private static final Logger LOG = LoggerFactory.getLogger(SharedSettings.class);

  /** What rows and positions rest on; the same for all. */
  private static final Set<String> FIXED =
      Set.of(
          "setAtomicFlush",
          "setEnablePipelinedWrite",
          "setUnorderedWrite",
          "setTwoWriteQueues",
          "setAllow2pc",
          "setAvoidFlushDuringShutdown",
          "setCreateIfMissing",
          "setCreateMissingColumnFamilies",
          "setErrorIfExists",
          "setBestEffortsRecovery");

  private static final List<Setting> SETTINGS = settings();

  private final Object task;
  private final Class<?> setter;
  private final Options defaults;
  private final DBOptions database;
  private final Map<String, Choice> choices = new HashMap<>();

  /** A plain value of a database: all of them can be read back. */
  private record Setting(String name, Method getter, Method setter) {
    /** Null if this version of RocksDB has the setting by name only. */
    @Nullable Object of(Options options) {
      try {
        return getter.invoke(options);
      } catch (IllegalAccessException | InvocationTargetException e) {
        LOG.debug("RocksDB does not say its {}", name, e);
        return null;
      }
    }

    void to(DBOptions database, Object value) {
      try {
        setter.invoke(database, value);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new ProcessorStateException(
            "RocksDB does not take " + name + "=" + value + ": " + e.getCause(), e);
      }
    }
  }

  private record Choice(String store, Object value) {}

  /**
   * Settings for {@code database}, which holds {@code defaults}.
   *
   * @param task whose database it is, for messages
   */
  SharedSettings(Object task, Class<?> setter, Options defaults, DBOptions database) {
    this.task = task;
    this.setter = setter;
    this.defaults = defaults;
    this.database = database;
  }

  /** Adds what the setter made of the options of a store. */
  void add(String store, UserOptions options) {
    for (Setting setting : SETTINGS) {
      Object value = setting.of(options);
      if (value != null && !value.equals(setting.of(defaults))) {
        if (FIXED.contains(setting.setter.getName())) {
          LOG.warn(
              "Task {}: rocksdb.config.setter {} sets {}={} for store {}; crash consistency rests"
                  + " on it, it stays as it is",
              task,
              setter.getName(),
              setting.name,
              value,
              store);
        } else if (first(setting.name, store, value)) {
          setting.to(database, value);
        }
      }
    }
    options
        .objects()
        .forEach(
            (name, object) -> {
              if (first(name, store, object.value())) {
                object.setting().accept(database);
              }
            });
  }

  private boolean first(String name, String store, Object value) {
    Choice chosen = choices.putIfAbsent(name, new Choice(store, value));
    if (chosen != null && !chosen.value.equals(value)) {
      LOG.warn(
          "Task {}: rocksdb.config.setter {} sets {}={} for store {} and {} for store {}; they"
              + " share a database, the first counts",
          task,
          setter.getName(),
          name,
          shown(chosen.value),
          chosen.store,
          shown(value),
          store);
    }
    return chosen == null;
  }

  private static Object shown(Object value) {
    boolean plain = plain(value.getClass()) || value instanceof Number || value instanceof Boolean;
    return plain ? value : value.getClass().getSimpleName();
  }

  private static List<Setting> settings() {
    List<Setting> found = new ArrayList<>();
    Stream.of(DBOptionsInterface.class, MutableDBOptionsInterface.class)
        .flatMap(type -> Stream.of(type.getMethods()))
        .filter(method -> method.getName().startsWith("set") && method.getParameterCount() == 1)
        .filter(method -> plain(method.getParameterTypes()[0]))
        .forEach(
            method -> {
              String name = method.getName();
              String getter = Character.toLowerCase(name.charAt(3)) + name.substring(4);
              Method read = method(Options.class, getter);
              Method write = method(DBOptions.class, name, method.getParameterTypes());
              if (read != null && write != null) {
                found.add(new Setting(getter, read, write));
              }
            });
    return List.copyOf(found);
  }

  private static boolean plain(Class<?> type) {
    return type.isPrimitive() || type == String.class || type == Collection.class || type.isEnum();
  }

  private static @Nullable Method method(Class<?> type, String name, Class<?>... parameters) {
    try {
      return type.getMethod(name, parameters);
    } catch (NoSuchMethodException e) {
      return null; // write-only, as setIncreaseParallelism
    }
  }
}
