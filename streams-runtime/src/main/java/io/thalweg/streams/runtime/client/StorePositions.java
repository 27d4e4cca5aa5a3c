package io.thalweg.streams.runtime.client;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.runtime.restore.RestoreProgress;
import io.thalweg.streams.runtime.worker.StoreLog;
import io.thalweg.streams.spi.StorePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Time;

/** Compares the local stores with the ends of their changelogs. Any thread. */
final class StorePositions {
  private static final long WAIT_STEP_MS = 2;

  private StorePositions() {}

  /** Asks for the ends and waits for the answer. */
  static List<StorePosition> compare(
      Admin admin, List<StoreLog> written, List<RestoreProgress> loading, Time time) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    written.forEach(store -> wanted.put(store.changelog(), OffsetSpec.latest()));
    loading.forEach(store -> wanted.put(store.changelog(), OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        wanted.isEmpty() ? Map.of() : ends(admin, wanted, time);
    List<StorePosition> positions = new ArrayList<>();
    for (RestoreProgress store : loading) {
      TopicPartition log = store.changelog();
      positions.add(
          new StorePosition(store.store(), log.partition(), store.position(), end(ends, log)));
    }
    for (StoreLog store : written) {
      long end = end(ends, store.changelog());
      positions.add(new StorePosition(store.store(), store.changelog().partition(), end, end));
    }
    return positions;
  }

  private static long end(Map<TopicPartition, ListOffsetsResultInfo> ends, TopicPartition log) {
    ListOffsetsResultInfo end = ends.get(log);
    return end == null ? 0 : end.offset();
  }

  private static Map<TopicPartition, ListOffsetsResultInfo> ends(
      Admin admin, Map<TopicPartition, OffsetSpec> wanted, Time time) {
    KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> answer =
        admin.listOffsets(wanted).all();
    try {
      while (!answer.isDone() && !Thread.currentThread().isInterrupted()) {
        time.sleep(WAIT_STEP_MS); // the client gives up by itself, after default.api.timeout.ms
      }
      Map<TopicPartition, ListOffsetsResultInfo> ends = answer.getNow(null);
      if (ends != null) {
        return ends;
      }
    } catch (ExecutionException e) {
      throw new StreamsException(
          "The ends of the changelogs " + wanted.keySet() + " cannot be had from the brokers", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new StreamsException(
        "Interrupted while asking for the ends of the changelogs " + wanted.keySet());
  }
}
