package io.thalweg.streams.testing.memory;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's side of one consumer group: who is in it, and the rounds of a rebalance. All
 * members join, the eldest one plans, each takes its part with its next poll. A member that does
 * not poll for its session timeout is out.
 */
final class MemoryGroup {
  private enum State {
    /** Nobody waits for anything. */
    STABLE,
    /** Members are to join, each with its next poll. */
    JOINING,
    /** All have joined; the leader is to plan. */
    PLANNING
  }

  private static final long LATELY_MS = 1_000;

  private final Map<String, Member> members = new LinkedHashMap<>();
  private State state = State.STABLE;
  private int generation;
  private int joins;

  private static final class Member {
    private final long sessionMs;
    private long lastSeenMs;
    private @Nullable Subscription joined;
    private @Nullable Assignment assignment;

    Member(long sessionMs, long nowMs) {
      this.sessionMs = sessionMs;
      this.lastSeenMs = nowMs;
    }
  }

  /** A new member comes; returns its id. */
  String enter(String clientId, long sessionMs, long nowMs) {
    String id = clientId + "-" + ++joins;
    members.put(id, new Member(sessionMs, nowMs));
    rebalance();
    return id;
  }

  void leave(String id) {
    if (members.remove(id) != null) {
      rebalance();
    }
  }

  /** Removes members that were not seen for too long; returns whether there were any. */
  boolean expire(long nowMs) {
    boolean gone =
        members.values().removeIf(member -> nowMs - member.lastSeenMs > member.sessionMs);
    if (gone) {
      rebalance();
    }
    return gone;
  }

  boolean knows(String id) {
    return members.containsKey(id);
  }

  private Member member(String id) {
    Member member = members.get(id);
    if (member == null) {
      throw new IllegalStateException("The group has no member " + id);
    }
    return member;
  }

  void seen(String id, long nowMs) {
    member(id).lastSeenMs = nowMs;
  }

  /** Begins a round anew. */
  void rebalance() {
    state = State.JOINING;
    members.values().forEach(member -> member.joined = null);
  }

  boolean awaitsJoin(String id) {
    return state == State.JOINING && member(id).joined == null;
  }

  /** A member has joined; with the last one the round goes on. */
  void joined(String id, Subscription subscription) {
    member(id).joined = subscription;
    if (members.values().stream().allMatch(member -> member.joined != null)) {
      state = State.PLANNING;
      generation++;
      members.values().forEach(member -> member.assignment = null);
    }
  }

  boolean leads(String id) {
    return members.keySet().iterator().next().equals(id);
  }

  boolean awaitsPlan(String id) {
    return state == State.PLANNING && leads(id);
  }

  /** What the members told, by id. */
  Map<String, Subscription> subscriptions() {
    Map<String, Subscription> all = new TreeMap<>();
    members.forEach(
        (id, member) -> {
          Subscription subscription = member.joined;
          if (subscription != null) {
            all.put(id, subscription);
          }
        });
    return all;
  }

  /** The leader has planned. */
  void planned(Map<String, Assignment> plan) {
    state = State.STABLE;
    new HashMap<>(plan).forEach((id, assignment) -> member(id).assignment = assignment);
  }

  /** A member takes its part of the latest plan; null if there is none it has not taken. */
  @Nullable Assignment take(String id) {
    if (state != State.STABLE) {
      return null;
    }
    Member member = member(id);
    Assignment taken = member.assignment;
    member.assignment = null;
    return taken;
  }

  int generation() {
    return generation;
  }

  boolean settled() {
    return state == State.STABLE
        && members.values().stream().allMatch(member -> member.assignment == null);
  }

  /** Whether all members were seen lately: nobody is gone and not yet missed. */
  boolean complete(long nowMs) {
    return members.values().stream().allMatch(member -> nowMs - member.lastSeenMs < LATELY_MS);
  }

  /**
   * Refuses a commit of somebody who is no longer, or not yet, in charge.
   *
   * @param ofGeneration that of the member's partitions
   */
  void checkCommit(String id, int ofGeneration) {
    if (!members.containsKey(id)) {
      throw new CommitFailedException("Member " + id + " is no longer in the group");
    }
    if (state == State.PLANNING) {
      throw new RebalanceInProgressException("The group is being rebalanced");
    }
    if (ofGeneration != generation) {
      throw new CommitFailedException(
          "Member " + id + " is of generation " + ofGeneration + ", the group of " + generation);
    }
  }
}
