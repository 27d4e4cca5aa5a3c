package io.thalweg.streams.runtime.worker;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.errors.TaskCorruptedException;
import io.thalweg.streams.errors.TaskMigratedException;
import io.thalweg.streams.runtime.output.TaskFailure;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/** Classifies every error once, and knows for how long retriable ones may be retried. */
final class FailurePolicy {
  private final long timeoutMs;

  // [stream thread]
  private long retryingSince = -1;

  FailurePolicy(long taskTimeoutMs) {
    this.timeoutMs = taskTimeoutMs;
  }

  /** What an error means. */
  static TaskFailure classify(RuntimeException error) {
    if (error instanceof TaskFailure failure) {
      return failure;
    }
    if (error instanceof TaskCorruptedException corrupted) {
      return new TaskFailure.Corrupted(
          corrupted.corruptedTasks(), String.valueOf(error.getMessage()), error);
    }
    if (error instanceof TaskMigratedException
        || error instanceof ProducerFencedException
        || error instanceof InvalidProducerEpochException
        || error instanceof InvalidPidMappingException
        || error instanceof CommitFailedException
        || error instanceof UnknownMemberIdException) {
      return new TaskFailure.Migrated(String.valueOf(error.getMessage()), error);
    }
    if (error instanceof RetriableException) {
      return new TaskFailure.Retriable(String.valueOf(error.getMessage()), error);
    }
    return new TaskFailure.Fatal(
        error instanceof KafkaException
            ? error
            : new StreamsException("Error in a stream thread: " + error, error));
  }

  /**
   * A retriable error: returns if it may be tried again.
   *
   * @throws StreamsException if it has been tried for {@code task.timeout.ms}
   */
  void retry(TaskFailure.Retriable failure, long nowMs) {
    if (retryingSince < 0) {
      retryingSince = nowMs;
    }
    if (nowMs - retryingSince >= timeoutMs) {
      throw new StreamsException(
          "Gave up after retrying for task.timeout.ms=" + timeoutMs + ": " + failure.getMessage(),
          failure.getCause());
    }
  }

  /** Something worked; the next retriable error gets the whole time. */
  void succeeded() {
    retryingSince = -1;
  }
}
