package io.thalweg.streams.runtime.client;

import io.thalweg.streams.CloseOptions;
import java.time.Duration;

/** Reads what {@link CloseOptions} holds. */
final class CloseView extends CloseOptions {
  CloseView(CloseOptions options) {
    super(options);
  }

  boolean leavesGroup() {
    return operation == GroupMembershipOperation.LEAVE_GROUP;
  }

  Duration timeoutOr(Duration otherwise) {
    Duration wanted = timeout.orElse(otherwise);
    if (wanted.isNegative()) {
      throw new IllegalArgumentException("Timeout can't be negative: " + wanted);
    }
    return wanted;
  }
}
