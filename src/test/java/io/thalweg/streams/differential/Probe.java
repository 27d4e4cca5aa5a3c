package io.thalweg.streams.differential;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What topologies did besides writing to topics (peek, foreach), by application id. */
public final class Probe {
  private static final Map<String, ConcurrentLinkedQueue<String>> SEEN = new ConcurrentHashMap<>();

  private Probe() {}

  public static void saw(Topics topics, String what) {
    SEEN.computeIfAbsent(topics.applicationId(), id -> new ConcurrentLinkedQueue<>()).add(what);
  }

  /** All of it, sorted, since the tasks of a thread take turns as they like. */
  static List<String> of(Topics topics) {
    return SEEN.getOrDefault(topics.applicationId(), new ConcurrentLinkedQueue<>()).stream()
        .sorted()
        .toList();
  }
}
