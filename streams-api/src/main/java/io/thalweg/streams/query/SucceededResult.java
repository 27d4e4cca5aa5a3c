package io.thalweg.streams.query;

import org.jspecify.annotations.Nullable;

/** An answer with a result. */
final class SucceededResult<R> extends BaseResult<R> {
  private final R result;

  @SuppressWarnings("NullAway") // a query may have null as its result
  SucceededResult(@Nullable R result) {
    this.result = result;
  }

  @Override
  public boolean isSuccess() {
    return true;
  }

  @Override
  public R getResult() {
    return result;
  }

  @Override
  public FailureReason getFailureReason() {
    throw new IllegalArgumentException("The query did not fail, so there is no failure reason.");
  }

  @Override
  public String getFailureMessage() {
    throw new IllegalArgumentException("The query did not fail, so there is no failure message.");
  }

  @Override
  public String toString() {
    return "SucceededQueryResult{result="
        + result
        + ", executionInfo="
        + getExecutionInfo()
        + ", position="
        + getPosition()
        + '}';
  }
}
