package io.thalweg.streams.runtime.output;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one commit protocol, for both guarantees. Owner: the stream thread.
 *
 * <ol>
 *   <li>operators emit what they hold back, in topological order, sinks send;
 *   <li>dirty rows go to the changelogs;
 *   <li>the producer is flushed; then, exactly-once: the consumed offsets join the transaction and
 *       it commits; at-least-once: the offsets are committed;
 *   <li>dirty rows and the acknowledged changelog positions go to the local state as one batch.
 * </ol>
 *
 * A crash between 3 and 4 leaves the local state behind the changelog, to be restored. Nothing
 * uncommitted reaches it under exactly-once.
 */
public final class Committer {
  private static final Logger LOG = LoggerFactory.getLogger(Committer.class);

  private final Consumer<byte[], byte[]> consumer;
  private final StreamsProducer producer;
  private final RecordCollector collector;

  public Committer(
      Consumer<byte[], byte[]> consumer, StreamsProducer producer, RecordCollector collector) {
    this.consumer = consumer;
    this.producer = producer;
    this.collector = collector;
  }

  /**
   * Commits the tasks together. Under exactly-once all tasks of the thread must be given, since
   * they share the transaction.
   *
   * @return false if a rebalance in progress has put it off: sends are done, the rest is to be
   *     repeated later
   * @throws TaskFailure if it failed; nothing has reached the local state then
   */
  public boolean commit(Collection<? extends CommitRequest> tasks) {
    for (CommitRequest task : tasks) {
      task.emitPending();
    }
    for (CommitRequest task : tasks) {
      task.writeChangelogs();
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (CommitRequest task : tasks) {
      offsets.putAll(task.consumedOffsets());
    }
    producer.flush();
    collector.checkFailures();
    if (!commitOffsets(offsets)) {
      return false;
    }
    for (CommitRequest task : tasks) {
      task.committed();
    }
    return true;
  }

  private boolean commitOffsets(Map<TopicPartition, OffsetAndMetadata> offsets) {
    if (producer.transactional()) {
      if (!offsets.isEmpty() || producer.inTransaction()) {
        commitTransaction(offsets);
      }
      return true;
    }
    return offsets.isEmpty() || commitConsumed(offsets);
  }

  private boolean commitConsumed(Map<TopicPartition, OffsetAndMetadata> offsets) {
    try {
      consumer.commitSync(offsets);
      return true;
    } catch (RebalanceInProgressException e) {
      LOG.debug("Commit put off until the rebalance is over", e);
      return false;
    } catch (CommitFailedException | UnknownMemberIdException | FencedInstanceIdException e) {
      throw new TaskFailure.Migrated("The group has moved our partitions to another member", e);
    } catch (TimeoutException e) {
      throw new TaskFailure.Retriable("Committing offsets " + offsets + " timed out", e);
    }
  }

  private void commitTransaction(Map<TopicPartition, OffsetAndMetadata> offsets) {
    try {
      producer.commit(offsets, consumer.groupMetadata());
    } catch (ProducerFencedException
        | InvalidProducerEpochException
        | InvalidPidMappingException
        | CommitFailedException
        | UnknownMemberIdException
        | FencedInstanceIdException e) {
      throw new TaskFailure.Migrated("Fenced while committing a transaction", e);
    } catch (RebalanceInProgressException e) {
      throw new TaskFailure.Aborted("A rebalance refused the transaction's offsets", e);
    } catch (KafkaException e) {
      settleUnknownOutcome(offsets, e);
    }
  }

  /** Fences the old transaction, so that it has ended, and asks what was committed. */
  private void settleUnknownOutcome(
      Map<TopicPartition, OffsetAndMetadata> offsets, KafkaException cause) {
    LOG.warn("The outcome of a transaction is unknown; fencing it and reading offsets back", cause);
    producer.reset();
    try {
      producer.ready();
      Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(offsets.keySet());
      for (Map.Entry<TopicPartition, OffsetAndMetadata> wanted : offsets.entrySet()) {
        OffsetAndMetadata found = committed.get(wanted.getKey());
        if (found == null || found.offset() != wanted.getValue().offset()) {
          throw new TaskFailure.Aborted("The transaction did not commit", cause);
        }
      }
    } catch (KafkaException e) {
      e.addSuppressed(cause);
      throw new TaskFailure.Aborted("The outcome of a transaction could not be read back", e);
    }
    if (offsets.isEmpty()) {
      // nothing to tell the outcome by; a replay repeats nothing, as nothing was consumed
      throw new TaskFailure.Aborted("A transaction without input offsets failed", cause);
    }
  }
}
