package io.thalweg.streams.runtime.operator.table;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.processor.ProcessorContext;
import io.thalweg.streams.processor.StateRestoreCallback;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.processor.To;
import io.thalweg.streams.runtime.operator.TaskServices;
import io.thalweg.streams.runtime.operator.UserContext;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** What a transformer of a table sees of its task. Owner: the task's thread. */
final class TransformerContext extends UserContext implements ProcessorContext {
  private final TransformerHost host;

  TransformerContext(TransformerHost host, TaskServices task) {
    super(host, task);
    this.host = host;
  }

  private @Nullable ConsumerRecord<byte[], byte[]> source() {
    return host.reads() ? null : host.record().source();
  }

  @Override
  @SuppressWarnings("NullAway") // the public interface says that it may be null
  public String topic() {
    ConsumerRecord<byte[], byte[]> source = source();
    return source == null ? null : source.topic();
  }

  @Override
  public int partition() {
    ConsumerRecord<byte[], byte[]> source = source();
    return source == null ? -1 : source.partition();
  }

  @Override
  public long offset() {
    ConsumerRecord<byte[], byte[]> source = source();
    return source == null ? -1 : source.offset();
  }

  @Override
  public Headers headers() {
    return host.reads() ? new RecordHeaders() : host.record().headers();
  }

  @Override
  public long timestamp() {
    return host.record().timestamp();
  }

  /** The task's stores are registered by the task. */
  @Override
  public void register(StateStore store, StateRestoreCallback callback) {
    throw new UnsupportedOperationException(
        "Transformer "
            + host.name()
            + " must not register stores: add them to the topology and name them in"
            + " transformValues");
  }

  @Override
  public <K, V> void forward(K key, V value) {
    throw noForward();
  }

  @Override
  public <K, V> void forward(K key, V value, To to) {
    throw noForward();
  }

  private StreamsException noForward() {
    return new StreamsException(
        "ProcessorContext#forward() is not supported in transformValues of "
            + host.name()
            + ": the key of a row must not change; return the new value instead");
  }
}
