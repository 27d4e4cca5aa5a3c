package io.thalweg.streams.runtime.worker;

import org.apache.kafka.common.TopicPartition;

/** A store that is written here, and the changelog of it. */
public record StoreLog(String store, TopicPartition changelog) {}
