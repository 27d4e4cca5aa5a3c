package io.thalweg.streams.runtime.client;

import io.thalweg.streams.ClientInstanceIds;
import io.thalweg.streams.runtime.exec.Deadline;
import io.thalweg.streams.runtime.metrics.ClientIds;
import io.thalweg.streams.runtime.worker.ThreadAssembly;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/** What {@code KafkaStreams.clientInstanceIds} found. Immutable. */
record InstanceIds(
    @Nullable Uuid admin,
    Map<String, Uuid> consumerInstanceIds,
    Map<String, Uuid> producerInstanceIds)
    implements ClientInstanceIds {

  /** The client id of the global consumer. */
  static String global(String clientId) {
    return clientId + "-global-consumer";
  }

  /** Whom to ask. */
  record Clients(Admin admin, ClientIds ids, Time time) {}

  /**
   * Asks the clients, all of them within that time.
   *
   * @param threads the stream threads
   * @param consumers others to wait for
   */
  static InstanceIds ask(
      Clients clients, Set<String> threads, Set<String> consumers, Duration timeout) {
    Deadline deadline = Deadline.after(timeout, clients.time);
    Set<String> producers = new HashSet<>();
    Set<String> all = new HashSet<>(consumers);
    for (String thread : threads) {
      producers.add(ThreadAssembly.producerId(thread));
      all.add(ThreadAssembly.consumerId(thread));
    }
    all.addAll(producers);
    Map<String, Uuid> consumerIds = new HashMap<>(clients.ids.ask(all, deadline.atMs()));
    Map<String, Uuid> producerIds = new HashMap<>(consumerIds);
    producerIds.keySet().retainAll(producers);
    consumerIds.keySet().removeAll(producers);
    return new InstanceIds(
        adminId(clients.admin, deadline.left(clients.time)),
        Map.copyOf(consumerIds),
        Map.copyOf(producerIds));
  }

  private static @Nullable Uuid adminId(Admin admin, Duration timeout) {
    try {
      return admin.clientInstanceId(timeout);
    } catch (IllegalStateException | UnsupportedOperationException e) {
      return null; // adminInstanceId() says why
    }
  }

  @Override
  public Uuid adminInstanceId() {
    if (admin == null) {
      throw new IllegalStateException(
          "The admin client has no instance id: metrics push is off for it (enable.metrics.push),"
              + " or the brokers take no metrics.");
    }
    return admin;
  }
}
