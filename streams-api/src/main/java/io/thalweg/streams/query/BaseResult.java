package io.thalweg.streams.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What successful and failed answers share. Owner: the thread that answers, then the asker. */
abstract class BaseResult<R> implements QueryResult<R> {
  private final List<String> executionInfo = new ArrayList<>();
  private @Nullable Position position;

  @Override
  public void addExecutionInfo(String message) {
    executionInfo.add(message);
  }

  @Override
  public List<String> getExecutionInfo() {
    return executionInfo;
  }

  @Override
  public @Nullable Position getPosition() {
    return position;
  }

  @Override
  public void setPosition(@Nullable Position position) {
    this.position = position;
  }

  @Override
  public boolean isFailure() {
    return !isSuccess();
  }
}
