package io.thalweg.streams;

import io.thalweg.streams.processor.TopicNameExtractor;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a topology looks like: its subtopologies and their nodes. Immutable; {@code toString} is
 * made for reading and for topology visualisers.
 */
public interface TopologyDescription {
  /** The parts that share no node and no store, each of which runs as tasks of its own. */
  Set<Subtopology> subtopologies();

  /** The global stores with their sources and processors. */
  Set<GlobalStore> globalStores();

  /** A connected part of a topology. */
  interface Subtopology {
    /** The number in task ids. */
    int id();

    /** The nodes, those with most below them first. */
    Set<Node> nodes();
  }

  /** A global store. */
  interface GlobalStore {
    /** The source that reads its topic. */
    Source source();

    /** The processor that maintains it. */
    Processor processor();

    /** Its number. */
    int id();
  }

  /** A node. */
  interface Node {
    /** The name, unique in the topology. */
    String name();

    /** The nodes directly above; empty for sources. */
    Set<Node> predecessors();

    /** The nodes directly below; empty for sinks. */
    Set<Node> successors();
  }

  /** A node that reads topics. */
  interface Source extends Node {
    /** The topics by name, or null if they are given by a pattern. */
    @Nullable Set<String> topicSet();

    /** The pattern of the topics, or null if they are given by name. */
    @Nullable Pattern topicPattern();
  }

  /** A node that processes records. */
  interface Processor extends Node {
    /** Names of the stores it uses. */
    Set<String> stores();
  }

  /** A node that writes to a topic. */
  interface Sink extends Node {
    /** The topic, or null if it is chosen per record. */
    @Nullable String topic();

    /** What chooses the topic per record, or null if there is one topic. */
    @Nullable TopicNameExtractor<?, ?> topicNameExtractor();
  }
}
