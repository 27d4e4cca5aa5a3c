package io.thalweg.streams.stores;

import io.thalweg.streams.stores.engine.Batch;
import io.thalweg.streams.stores.engine.ByteEngine;
import io.thalweg.streams.stores.user.UserStore;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Stores that are fed from topics, all partitions into one store, instead of having a changelog:
 * how far each partition has been read is written in the batch with the rows that came of it. Owner
 * thread only.
 */
final class Feeds {
  private final Function<String, @Nullable StoreStack<?, ?>> stacks;
  private final UserStores users;
  private final @Nullable ByteEngine persistent;
  private final Map<Feed, FeedPosition> moved = new HashMap<>(); // since the last commit
  private final Map<Feed, FeedPosition> inMemory = new HashMap<>(); // of the user's own

  private record Feed(String store, TopicPartition source) {
    byte[] key() {
      return bytes(prefix(store) + source.topic() + "/" + source.partition());
    }
  }

  /**
   * @param stacks our own stores by name
   * @param persistent keeps the positions of the user's own; null if none is persistent
   */
  Feeds(
      Function<String, @Nullable StoreStack<?, ?>> stacks,
      UserStores users,
      @Nullable ByteEngine persistent) {
    this.stacks = stacks;
    this.users = users;
    this.persistent = persistent;
  }

  @Nullable FeedPosition position(String store, TopicPartition source) {
    Feed feed = new Feed(store, source);
    FeedPosition fresh = moved.get(feed);
    ByteEngine engine = engine(store);
    if (fresh != null || engine == null) {
      return fresh != null ? fresh : inMemory.get(feed);
    }
    byte[] stored = engine.meta().get(feed.key());
    return stored == null ? null : FeedPosition.decode(stored);
  }

  void advance(String store, TopicPartition source, FeedPosition position) {
    moved.put(new Feed(store, source), position);
  }

  /** Takes over rows as they come from the topic; returns how many were left out as expired. */
  long restore(String store, List<ConsumerRecord<byte[], byte[]>> records) {
    UserStore own = users.find(store);
    if (own == null) {
      return stack(store).restore(records, -1);
    }
    own.restore(records);
    return 0;
  }

  private StoreStack<?, ?> stack(String store) {
    StoreStack<?, ?> stack = stacks.apply(store);
    if (stack == null) {
      throw new IllegalArgumentException("There is no store " + store + " to be fed");
    }
    return stack;
  }

  /** Forgets how far a store's partitions have been read. */
  void reset(String store) {
    moved.keySet().removeIf(feed -> feed.store.equals(store));
    inMemory.keySet().removeIf(feed -> feed.store.equals(store));
    ByteEngine engine = engine(store);
    if (engine != null) {
      Batch batch = engine.batch();
      String prefix = prefix(store);
      batch.deleteRange(
          engine.meta(),
          bytes(prefix),
          bytes(prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1)));
      engine.write(batch);
    }
  }

  /** Adds to the batch what has moved; returns whether there was anything. */
  boolean writeTo(ByteEngine engine, Batch batch, boolean ofUsers) {
    boolean any = false;
    for (Map.Entry<Feed, FeedPosition> entry : moved.entrySet()) {
      Feed feed = entry.getKey();
      if (engine(feed.store) == engine && ofUsers == (users.find(feed.store) != null)) {
        batch.put(engine.meta(), feed.key(), entry.getValue().encode());
        any = true;
      }
    }
    return any;
  }

  /** All is written: positions of the user's own stores after what those stores have written. */
  void committed() {
    ByteEngine engine = persistent;
    if (engine != null) {
      Batch batch = engine.batch();
      if (writeTo(engine, batch, true)) {
        engine.write(batch);
      }
    }
    moved.forEach(
        (feed, position) -> {
          if (engine(feed.store) == null) {
            inMemory.put(feed, position);
          }
        });
    moved.clear();
  }

  /** Where a store's positions are; null if they are as short-lived as the store. */
  private @Nullable ByteEngine engine(String store) {
    UserStore own = users.find(store);
    if (own != null) {
      return own.persistent() ? persistent : null;
    }
    return stack(store).engine();
  }

  private static String prefix(String store) {
    return "feed/" + store + "/";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
