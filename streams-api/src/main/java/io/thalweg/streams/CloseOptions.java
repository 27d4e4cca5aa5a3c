package io.thalweg.streams;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How to close an instance. Its {@code with} methods change it in place. */
public class CloseOptions {
  /** Whether the members leave the group. */
  protected GroupMembershipOperation operation = GroupMembershipOperation.REMAIN_IN_GROUP;

  /** How long to wait; empty means without limit. */
  protected Optional<Duration> timeout = Optional.of(Duration.ofMillis(Long.MAX_VALUE));

  /** Whether the members leave the group. */
  public enum GroupMembershipOperation {
    /** They leave: their tasks go to others at once. */
    LEAVE_GROUP,
    /** They stay until their session ends: good for a restart that is quick. */
    REMAIN_IN_GROUP
  }

  private CloseOptions() {}

  /** Copies {@code option}. */
  protected CloseOptions(CloseOptions option) {
    operation = option.operation;
    timeout = option.timeout;
  }

  /** Waits for {@code timeout}; null means without limit. */
  public static CloseOptions timeout(@Nullable Duration timeout) {
    return new CloseOptions().withTimeout(timeout);
  }

  /**
   * Leaves the group, or remains.
   *
   * @throws NullPointerException if {@code operation} is null
   */
  public static CloseOptions groupMembershipOperation(GroupMembershipOperation operation) {
    return new CloseOptions().withGroupMembershipOperation(operation);
  }

  /** Waits for {@code timeout}; null means without limit. */
  public CloseOptions withTimeout(@Nullable Duration timeout) {
    this.timeout = Optional.ofNullable(timeout);
    return this;
  }

  /**
   * Leaves the group, or remains.
   *
   * @throws NullPointerException if {@code operation} is null
   */
  public CloseOptions withGroupMembershipOperation(GroupMembershipOperation operation) {
    this.operation = Objects.requireNonNull(operation, "operation must not be null");
    return this;
  }
}
