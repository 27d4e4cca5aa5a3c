package io.thalweg.streams.query;

/** An answer with a failure. */
final class FailedResult<R> extends BaseResult<R> {
  private final FailureReason failureReason;
  private final String failure;

  FailedResult(FailureReason failureReason, String failure) {
    this.failureReason = failureReason;
    this.failure = failure;
  }

  @Override
  public boolean isSuccess() {
    return false;
  }

  @Override
  public R getResult() {
    throw new IllegalArgumentException(
        "The query failed and has no result: " + failureReason + ", " + failure);
  }

  @Override
  public FailureReason getFailureReason() {
    return failureReason;
  }

  @Override
  public String getFailureMessage() {
    return failure;
  }

  @Override
  public String toString() {
    return "FailedQueryResult{failureReason="
        + failureReason
        + ", failure='"
        + failure
        + "', executionInfo="
        + getExecutionInfo()
        + ", position="
        + getPosition()
        + '}';
  }
}
