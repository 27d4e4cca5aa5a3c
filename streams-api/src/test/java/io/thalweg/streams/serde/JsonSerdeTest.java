package io.thalweg.streams.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class JsonSerdeTest {
  record Item(String name, int price) {}

  record Order(String id, List<Item> items, @Nullable Map<String, Integer> tags) {}

  /** A bean: fields behind getters and setters. */
  public static final class Bean {
    private String zone = "";
    private long amount;

    public String getZone() {
      return zone;
    }

    public void setZone(String zone) {
      this.zone = zone;
    }

    public long getAmount() {
      return amount;
    }

    public void setAmount(long amount) {
      this.amount = amount;
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Up.class, name = "up"),
    @JsonSubTypes.Type(value = Down.class, name = "down")
  })
  sealed interface Move permits Up, Down {}

  record Up(int by) implements Move {}

  record Down(int by) implements Move {}

  record Recursive(@Nullable Recursive self) {
    Recursive() {
      this(null);
    }

    public int getBroken() {
      if (self == null) {
        throw new IllegalStateException("no such thing");
      }
      return 1;
    }
  }

  private static <T> String text(Serde<T> serde, T value) {
    return new String(serde.serializer().serialize("orders", value), UTF_8);
  }

  private static <T> T read(Serde<T> serde, String json) {
    return serde.deserializer().deserialize("orders", json.getBytes(UTF_8));
  }

  private static String message(Class<? extends Throwable> type, Executable action) {
    return String.valueOf(assertThrows(type, action).getMessage());
  }

  private static void assertSays(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  @Test
  void whenARecordIsWrittenThenItIsReadBackWithPropertiesInAlphabeticalOrder() {
    JsonSerde<Order> serde = JsonSerde.of(Order.class);
    Order order = new Order("o1", List.of(new Item("a", 2)), Map.of("x", 1));

    assertEquals(
        "{\"id\":\"o1\",\"items\":[{\"name\":\"a\",\"price\":2}],\"tags\":{\"x\":1}}",
        text(serde, order));
    assertEquals(order, read(serde, text(serde, order)));
    assertEquals("{\"name\":\"ü\",\"price\":1}", text(JsonSerde.of(Item.class), new Item("ü", 1)));
  }

  @Test
  void whenABeanIsWrittenThenItIsReadBack() {
    Bean bean = new Bean();
    bean.setZone("north");
    bean.setAmount(7);
    JsonSerde<Bean> serde = JsonSerde.of(Bean.class);

    assertEquals("{\"amount\":7,\"zone\":\"north\"}", text(serde, bean));
    assertEquals("north", read(serde, text(serde, bean)).getZone());
  }

  @Test
  void whenMapsAreEqualThenTheirBytesAreEqual() {
    JsonSerde<Map<String, Integer>> serde = JsonSerde.of(new TypeReference<>() {});
    Map<String, Integer> forward = new LinkedHashMap<>();
    Map<String, Integer> backward = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      forward.put("k" + i, i);
      backward.put("k" + (19 - i), 19 - i);
    }

    assertEquals(forward, backward);
    assertArrayEquals(
        serde.serializer().serialize("orders", forward),
        serde.serializer().serialize("orders", backward));
  }

  @Test
  void whenTheTypeIsGenericThenItsElementsHaveTheirType() {
    JsonSerde<List<Item>> serde = JsonSerde.of(new TypeReference<>() {});

    assertEquals(List.of(new Item("a", 1)), read(serde, "[{\"name\":\"a\",\"price\":1}]"));
  }

  @Test
  void whenElementsAreOfSeveralTypesThenEachSaysWhich() {
    JsonSerde<List<Move>> serde = JsonSerde.of(new TypeReference<>() {});
    List<Move> moves = List.of(new Up(1), new Down(2));

    assertEquals("[{\"kind\":\"up\",\"by\":1},{\"kind\":\"down\",\"by\":2}]", text(serde, moves));
    assertEquals(moves, read(serde, text(serde, moves)));
  }

  @Test
  void whenThereIsNothingThenItIsNull() {
    JsonSerde<Item> serde = JsonSerde.of(Item.class);

    assertNull(serde.serializer().serialize("orders", null));
    assertNull(serde.deserializer().deserialize("orders", null));
    assertNull(read(serde, "null"));
  }

  @Test
  void whenAValueIsOfTheWrongTypeThenTheErrorSaysTopicTypePathAndText() {
    JsonSerde<Order> serde = JsonSerde.of(Order.class);
    String json = "{\"id\":\"o1\",\"items\":[{\"name\":\"a\",\"price\":\"cheap\"}]}";

    assertSays(
        message(SerializationException.class, () -> read(serde, json)),
        "record of topic orders",
        Order.class.getName(),
        "at $.items[0].price",
        "\"price\":\"cheap\"",
        "deserialization.exception.handler");
  }

  @Test
  void whenTheTextIsLongThenOnlyThePlaceIsShown() {
    JsonSerde<Item> serde = JsonSerde.of(Item.class);
    String json = "{\"name\":\"" + "ä".repeat(500) + "\",\"price\":x" + " ".repeat(500) + "}";

    String message = message(SerializationException.class, () -> read(serde, json));
    assertSays(message, "ä\",\"price\":x");
    assertTrue(message.length() < 600, message);
    assertTrue(message.indexOf('\uFFFD') < 0, message);
  }

  @Test
  void whenThereAreNoBytesOrTooManyThenItIsAnError() {
    JsonSerde<Item> serde = JsonSerde.of(Item.class);

    assertSays(message(SerializationException.class, () -> read(serde, "")), "no bytes at all");
    assertThrows(
        SerializationException.class, () -> read(serde, "{\"name\":\"a\",\"price\":1} {}"));
  }

  @Test
  void whenAPropertyIsUnknownThenItIsIgnoredUnlessAskedOtherwise() {
    JsonSerde<Item> serde = JsonSerde.of(Item.class);
    String json = "{\"name\":\"a\",\"price\":1,\"colour\":\"red\"}";

    assertEquals(new Item("a", 1), read(serde, json));
    assertSays(
        message(SerializationException.class, () -> read(serde.failingOnUnknownProperties(), json)),
        "colour",
        "[name, price]");
  }

  @Test
  void whenItCannotBeWrittenThenTheErrorSaysWhere() {
    assertSays(
        message(
            SerializationException.class,
            () -> text(JsonSerde.of(Recursive.class), new Recursive())),
        "record of topic orders",
        "at $.broken: no such thing");
  }

  @Test
  void whenConfiguredByNameThenTheConfigsSayTheType() {
    Map<String, Object> configs = new HashMap<>();
    configs.put(JsonSerde.KEY_TYPE_CONFIG, Item.class);
    configs.put(JsonSerde.VALUE_TYPE_CONFIG, "java.util.List<" + Item.class.getName() + ">");
    configs.put(JsonSerde.FAIL_UNKNOWN_PROPERTIES_CONFIG, "true");
    JsonSerde<Item> keys = new JsonSerde<>();
    JsonSerde<List<Item>> values = new JsonSerde<>();
    keys.configure(configs, true);
    values.configure(configs, false);

    assertEquals(new Item("a", 1), read(keys, "{\"name\":\"a\",\"price\":1}"));
    assertEquals(List.of(new Item("a", 1)), read(values, "[{\"name\":\"a\",\"price\":1}]"));
    assertSays(
        message(SerializationException.class, () -> read(values, "[{\"size\":1}]")),
        "value of topic orders",
        "$[0].size");
  }

  @Test
  void whenTheTypeIsNotConfiguredThenTheErrorNamesTheKey() {
    assertSays(
        message(ConfigException.class, () -> new JsonSerde<Item>().configure(Map.of(), false)),
        "json.value.type");
    Map<String, String> wrong = Map.of(JsonSerde.KEY_TYPE_CONFIG, "no.such.Class");
    assertSays(
        message(ConfigException.class, () -> new JsonSerde<Item>().configure(wrong, true)),
        "json.key.type",
        "no.such.Class");
    assertSays(
        message(IllegalStateException.class, () -> read(new JsonSerde<Item>(), "{}")), "configure");
  }

  @Test
  void whenItWasMadeForATypeThenConfigsDoNotChangeIt() {
    JsonSerde<Item> serde = JsonSerde.of(Item.class);
    serde.configure(Map.of(JsonSerde.VALUE_TYPE_CONFIG, "java.lang.String"), false);

    assertEquals(new Item("a", 1), read(serde, "{\"name\":\"a\",\"price\":1}"));
  }

  @Test
  void whenTheMapperIsTheUsersThenItDecides() {
    ObjectMapper mapper = new ObjectMapper();
    JsonSerde<Item> serde = JsonSerde.of(Item.class, mapper);

    assertThrows(SerializationException.class, () -> read(serde, "{\"size\":1}"));
  }
}
