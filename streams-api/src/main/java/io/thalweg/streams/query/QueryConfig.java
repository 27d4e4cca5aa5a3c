package io.thalweg.streams.query;

/** Options of a query. */
public class QueryConfig {
  private final boolean collectExecutionInfo;

  /** Makes options; {@code collectExecutionInfo} lets stores say how they answer. */
  public QueryConfig(boolean collectExecutionInfo) {
    this.collectExecutionInfo = collectExecutionInfo;
  }

  /** Whether stores are to say how they answer. */
  public boolean isCollectExecutionInfo() {
    return collectExecutionInfo;
  }
}
