package io.thalweg.streams.stores.engine;

import java.util.function.Supplier;

/**
 * A figure that an engine can tell about a store at any time, from any thread.
 *
 * @param name as Kafka Streams calls it
 * @param value 0 while the engine is closed or busy restoring
 */
public record EngineGauge(String name, String description, Supplier<? extends Number> value) {}
