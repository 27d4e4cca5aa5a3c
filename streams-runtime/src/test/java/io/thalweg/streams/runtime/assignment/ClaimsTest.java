package io.thalweg.streams.runtime.assignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private static final TopicPartition P0 = new TopicPartition("t", 0);
  private static final TopicPartition P1 = new TopicPartition("t", 1);
  private static final TopicPartition P2 = new TopicPartition("t", 2);

  @Test
  void whenTwoClaimAPartitionItBelongsToTheHigherGenerationAndNobodyElseMayHaveIt() {
    Claims claims =
        new Claims(
            new TreeMap<>(
                Map.of("old", owning(3, P0, P1), "new", owning(5, P0), "zz", owning(4, P0))));

    assertEquals("new", claims.owner(List.of(P0)));
    assertTrue(claims.freeFor("new", List.of(P0)));
    assertFalse(claims.freeFor("old", List.of(P0)));
    assertFalse(claims.freeFor("third", List.of(P0)));
  }

  @Test
  void aTaskIsFreeIfAllItsPartitionsAre() {
    Claims claims = new Claims(new TreeMap<>(Map.of("a", owning(1, P1))));

    assertEquals("a", claims.owner(List.of(P0, P1)));
    assertTrue(claims.freeFor("a", List.of(P0, P1)));
    assertFalse(claims.freeFor("b", List.of(P0, P1)));
    assertTrue(claims.freeFor("b", List.of(P0, P2)));
    assertNull(claims.owner(List.of(P0, P2)));
  }

  private static Subscription owning(int generation, TopicPartition... partitions) {
    return new Subscription(List.of(), null, List.of(partitions), generation, Optional.empty());
  }
}
