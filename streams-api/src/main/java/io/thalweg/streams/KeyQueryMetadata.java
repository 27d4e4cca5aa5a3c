package io.thalweg.streams;

import io.thalweg.streams.state.HostInfo;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says which instances hold a key: the active host, the standby hosts, and the partition. */
public class KeyQueryMetadata {
  /** Stands for "not known now", as during a rebalance; ask again later. */
  public static final KeyQueryMetadata NOT_AVAILABLE =
      new KeyQueryMetadata(HostInfo.unavailable(), Collections.emptySet(), -1);

  private final HostInfo activeHost;
  private final Set<HostInfo> standbyHosts;
  private final int partition;

  /** Makes metadata for a key that lives in {@code partition}. */
  public KeyQueryMetadata(HostInfo activeHost, Set<HostInfo> standbyHosts, int partition) {
    this.activeHost = activeHost;
    this.standbyHosts = standbyHosts;
    this.partition = partition;
  }

  /** The host of the active task. */
  public HostInfo activeHost() {
    return activeHost;
  }

  /** The hosts of the standby tasks; empty if there are none. */
  public Set<HostInfo> standbyHosts() {
    return standbyHosts;
  }

  /** The store partition that the key belongs to, or -1 if not known. */
  public int partition() {
    return partition;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyQueryMetadata that
        && partition == that.partition
        && Objects.equals(activeHost, that.activeHost)
        && Objects.equals(standbyHosts, that.standbyHosts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(activeHost, standbyHosts, partition);
  }

  @Override
  public String toString() {
    return "KeyQueryMetadata {activeHost="
        + activeHost
        + ", standbyHosts="
        + standbyHosts
        + ", partition="
        + partition
        + '}';
  }
}
