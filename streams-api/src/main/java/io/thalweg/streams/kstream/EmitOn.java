package io.thalweg.streams.kstream;

/** A strategy that is nothing but its type. */
record EmitOn(StrategyType type) implements EmitStrategy {}
