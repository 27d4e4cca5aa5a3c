package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.errors.ProcessingExceptionHandler;
import io.thalweg.streams.errors.TaskCorruptedException;
import io.thalweg.streams.processor.api.Record;
import io.thalweg.streams.runtime.metrics.TaskTallies;
import io.thalweg.streams.runtime.output.EmittedTimes;
import io.thalweg.streams.runtime.output.FailureContext;
import io.thalweg.streams.runtime.output.HandledFailure;
import io.thalweg.streams.runtime.output.RecordCollector;
import io.thalweg.streams.runtime.output.TaskFailure;
import org.jspecify.annotations.Nullable;

/** What the operators of one task share. Owner: the task's thread. */
public final class OperatorContext {
  private final CurrentRecord current;
  private final RecordCollector collector;
  private final ProcessingExceptionHandler errors;
  private final EmittedTimes emitted = new EmittedTimes();
  private final TaskTallies tallies;

  // [task's thread]
  private long droppedRecords;

  public OperatorContext(
      CurrentRecord current,
      RecordCollector collector,
      ProcessingExceptionHandler errors,
      TaskTallies tallies) {
    this.current = current;
    this.collector = collector;
    this.errors = errors;
    this.tallies = tallies;
  }

  public CurrentRecord current() {
    return current;
  }

  public RecordCollector collector() {
    return collector;
  }

  /** Up to when results of closed windows were passed on. */
  public EmittedTimes emitted() {
    return emitted;
  }

  /** What is counted for the metrics. */
  public TaskTallies tallies() {
    return tallies;
  }

  /** Counts a record that an operator dropped. */
  public void drop() {
    droppedRecords++;
  }

  /** Records dropped so far. */
  public long droppedRecords() {
    return droppedRecords;
  }

  /**
   * An operator failed on a record: the handler decides. Returns if the record is to be skipped.
   *
   * @throws HandledFailure if processing is to stop; it names task, operator and input
   */
  void failed(
      String operator,
      @Nullable Object key,
      @Nullable Object value,
      long timestamp,
      RuntimeException error) {
    if (passesOn(error)) {
      throw error;
    }
    Record<?, ?> record = new Record<>(key, value, Math.max(0, timestamp), current.headers());
    FailureContext where = current.at(operator);
    if (!resumes(where, record, error)) {
      throw new HandledFailure(
          "Exception caught in process. " + where.where() + ": " + error.getMessage(), error);
    }
  }

  /** As {@link #failed} for a punctuator; the handler gets no record. */
  void punctuationFailed(String operator, RuntimeException error) {
    if (passesOn(error)) {
      throw error;
    }
    if (!resumes(current.at(operator), null, error)) {
      throw new HandledFailure(
          "Task "
              + current.task()
              + ": exception caught while punctuating processor '"
              + operator
              + "': "
              + error.getMessage(),
          error);
    }
  }

  /** Not the business of a handler. */
  private static boolean passesOn(RuntimeException error) {
    return error instanceof TaskFailure
        || error instanceof HandledFailure
        || error instanceof TaskCorruptedException;
  }

  @SuppressWarnings("NullAway") // handlers get null in a punctuation
  private boolean resumes(
      FailureContext where, @Nullable Record<?, ?> record, RuntimeException error) {
    ProcessingExceptionHandler.Response response = errors.handleError(where, record, error);
    collector.sendDeadLetters(response.deadLetterQueueRecords(), where);
    boolean resumes = response.result() == ProcessingExceptionHandler.Result.RESUME;
    if (resumes) {
      droppedRecords++;
    }
    return resumes;
  }
}
