package io.thalweg.streams.runtime.restore;

import io.thalweg.streams.errors.StreamsException;
import io.thalweg.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link RestoreRequest} ended: exactly one for each. With it the state belongs to the
 * receiver again, whatever the status.
 *
 * @param records changelog records applied
 * @param elapsedMs time from submission to this outcome
 * @param cause why it is {@code CORRUPTED} or {@code FAILED}; null otherwise
 */
public record RestoreOutcome(
    RestoreRequest request,
    Status status,
    long records,
    long elapsedMs,
    @Nullable StreamsException cause) {

  /** What the receiver has to do with the state. */
  public enum Status {
    /** Every store is loaded up to the end of its changelog. */
    RESTORED,
    /** Taken back by {@code cancel} or because the service stops; loaded up to its positions. */
    CANCELLED,
    /** The local data is damaged: close it dirty, open it again, submit again. */
    CORRUPTED,
    /** It cannot be loaded; the cause names topic, partition and offset. */
    FAILED
  }

  public TaskId taskId() {
    return request.taskId();
  }
}
