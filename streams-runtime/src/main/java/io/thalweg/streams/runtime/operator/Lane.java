package io.thalweg.streams.runtime.operator;

/** How changes come into a row operator and go out of it. */
public record Lane(RawUse rawKey, boolean sendOldValues) {}
