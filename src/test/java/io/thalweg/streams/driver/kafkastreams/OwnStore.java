package io.thalweg.streams.driver.kafkastreams;

import io.thalweg.streams.driver.Transcript;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.HeadersBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.SessionBytesStoreSupplier;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;

/**
 * A user's store of bytes of any kind, which tells what it is asked: point access only. It is a
 * proxy, since it has to be of this type or that.
 */
final class OwnStore implements InvocationHandler {
  private final Transcript seen;
  private final boolean persistent;
  private final TreeMap<String, byte[]> rows = new TreeMap<>();
  private boolean open;

  /** A supplier of rows of each kind that says that they take headers. */
  interface Headed extends KeyValueBytesStoreSupplier, HeadersBytesStoreSupplier {}

  private OwnStore(Transcript seen, boolean persistent) {
    this.seen = seen;
    this.persistent = persistent;
  }

  /** A supplier of that type; the store is of the types given. */
  static <T> T supplier(Class<T> supplier, Transcript seen, boolean persistent, Class<?>... types) {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "name" -> "own";
              case "metricsScope" -> "own-scope";
              case "get" -> of(new OwnStore(seen, persistent), types);
              case "retainDuplicates" -> false;
              case "segmentIntervalMs" -> 60_000L;
              case "windowSize" -> 10L;
              case "retentionPeriod" -> 100_000L;
              default -> throw new UnsupportedOperationException(method.toString());
            };
    return supplier.cast(of(handler, supplier));
  }

  static KeyValueBytesStoreSupplier keyValue(
      Transcript seen, boolean persistent, Class<?>... types) {
    return supplier(KeyValueBytesStoreSupplier.class, seen, persistent, types);
  }

  static WindowBytesStoreSupplier window(Transcript seen, boolean persistent, Class<?>... types) {
    return supplier(WindowBytesStoreSupplier.class, seen, persistent, types);
  }

  static SessionBytesStoreSupplier session(Transcript seen, boolean persistent, Class<?>... types) {
    return supplier(SessionBytesStoreSupplier.class, seen, persistent, types);
  }

  private static Object of(InvocationHandler handler, Class<?>... types) {
    return Proxy.newProxyInstance(OwnStore.class.getClassLoader(), types, handler);
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "hashCode" -> 1;
      case "equals" -> proxy == arguments[0];
      case "toString", "name" -> "own";
      case "persistent" -> persistent;
      case "isOpen" -> open;
      case "init" -> init(arguments);
      case "close", "flush", "commit", "committedOffset" -> null;
      case "managesOffsets" -> false;
      case "getPosition" -> Position.emptyPosition();
      default -> asked(method.getName(), arguments);
    };
  }

  private Object init(Object[] arguments) {
    open = true;
    ((StateStoreContext) arguments[0]).register((StateStore) arguments[1], (key, value) -> {});
    return null;
  }

  @SuppressWarnings("unchecked") // that is what putAll is given
  private Object asked(String what, Object[] arguments) {
    List<Object> key = new ArrayList<>(Arrays.asList(arguments));
    byte[] value = null;
    if (what.equals("put") && arguments.length > 1) {
      value = (byte[]) key.remove(1);
    } else if (what.equals("putIfAbsent")) {
      value = (byte[]) key.remove(1);
    } else if (what.equals("putAll")) {
      for (KeyValue<Bytes, byte[]> row : (List<KeyValue<Bytes, byte[]>>) arguments[0]) {
        seen.note("  own.putAll " + row.key + " " + hex(row.value));
        rows.put(row.key.toString(), row.value);
      }
      return null;
    }
    String row = key.stream().map(Objects::toString).collect(Collectors.joining("/"));
    seen.note("  own." + what + " " + row + (value == null ? "" : " " + hex(value)));
    return switch (what) {
      case "get", "fetch" -> rows.get(row);
      case "fetchSession" -> rows.get("[" + row.replaceFirst("/", "@") + "]");
      case "put" -> put(row, value);
      case "putIfAbsent" -> rows.putIfAbsent(row, value);
      case "delete" -> rows.remove(row);
      case "remove" -> put(row, null);
      default -> throw new UnsupportedOperationException(what);
    };
  }

  private Object put(String row, byte[] value) {
    if (value == null) {
      rows.remove(row);
    } else {
      rows.put(row, value);
    }
    return null;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
