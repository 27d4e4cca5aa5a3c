package io.thalweg.streams.query;

/** Why a query failed. */
public enum FailureReason {
  /** The store does not know this kind of query. */
  UNKNOWN_QUERY_TYPE,
  /** The partition is a standby or restoring, and the active one was required. */
  NOT_ACTIVE,
  /** The store has not come as far as the bound of the query. */
  NOT_UP_TO_BOUND,
  /** The partition is not on this instance. */
  NOT_PRESENT,
  /** There is no such partition. */
  DOES_NOT_EXIST,
  /** The store threw an exception. */
  STORE_EXCEPTION
}
