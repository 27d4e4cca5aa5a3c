package io.thalweg.streams.runtime.operator.join;

import io.thalweg.streams.kstream.ValueJoinerWithKey;
import io.thalweg.streams.plan.OperatorSpec.JoinSpan;
import io.thalweg.streams.runtime.operator.Given;
import org.jspecify.annotations.Nullable;

/**
 * A join as one side sees it.
 *
 * @param left whether it is the left side
 * @param joiner takes the left value first, whichever side this is
 */
public record JoinSide(
    boolean left, JoinSpan span, ValueJoinerWithKey<Object, Object, Object, Object> joiner) {

  /** The same join as the other side sees it. */
  JoinSide other() {
    return new JoinSide(!left, span, joiner);
  }

  /** The earliest time of a partner. */
  long first(long time) {
    return Math.max(0, minus(time, left ? span.beforeMs() : span.afterMs()));
  }

  /** The latest time of a partner. */
  long last(long time) {
    return plus(time, waitMs());
  }

  /** How long after a record partners may be. */
  long waitMs() {
    return left ? span.afterMs() : span.beforeMs();
  }

  /** Records before this time have found all partners they will ever find. */
  long closedBefore(long streamTime) {
    return minus(minus(streamTime, waitMs()), span.graceMs());
  }

  /** The result for a value of this side and one of the other. */
  Object join(@Nullable Object key, @Nullable Object own, @Nullable Object others) {
    Object given = Given.to(own);
    Object found = Given.to(others);
    return left
        ? joiner.apply(Given.to(key), given, found)
        : joiner.apply(Given.to(key), found, given);
  }

  private static long plus(long time, long duration) {
    long sum = time + duration;
    return duration > 0 && sum < time ? Long.MAX_VALUE : sum;
  }

  private static long minus(long time, long duration) {
    long difference = time - duration;
    return duration > 0 && difference > time ? Long.MIN_VALUE : difference;
  }
}
