package io.thalweg.streams.runtime.restore;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Looks offsets up with the instance's admin client. Safe from any thread, as the client is. */
public final class AdminOffsetLookup implements OffsetLookup {
  private final Admin admin;

  public AdminOffsetLookup(Admin admin) {
    this.admin = admin;
  }

  @Override
  public Answer ask(Set<TopicPartition> changelogs) {
    return new Pending(
        list(changelogs, OffsetSpec.earliest()), list(changelogs, OffsetSpec.latest()));
  }

  private KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> list(
      Set<TopicPartition> changelogs, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> specs =
        changelogs.stream().collect(Collectors.toMap(Function.identity(), partition -> spec));
    return admin.listOffsets(specs, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED)).all();
  }

  private record Pending(
      KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> starts,
      KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> ends)
      implements Answer {
    @Override
    public boolean isDone() {
      return starts.isDone() && ends.isDone();
    }

    @Override
    public Map<TopicPartition, Range> get() {
      Map<TopicPartition, ListOffsetsResultInfo> last = value(ends);
      Map<TopicPartition, Range> ranges = new HashMap<>();
      value(starts)
          .forEach(
              (partition, first) -> {
                ListOffsetsResultInfo end = last.get(partition);
                if (end != null) {
                  ranges.put(partition, new Range(first.offset(), end.offset()));
                }
              });
      return ranges;
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> value(
        KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> future) {
      try {
        return future.getNow(Map.of());
      } catch (ExecutionException e) {
        throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e);
      } catch (InterruptedException e) {
        throw new KafkaException("Interrupted while reading an answer that is there", e);
      }
    }
  }
}
