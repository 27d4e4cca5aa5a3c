package io.thalweg.streams.dsl.draft;

import io.thalweg.streams.plan.SinkNode;
import io.thalweg.streams.plan.SourceNode;

/**
 * An internal topic with the nodes around it.
 *
 * @param name without the application id prefix
 */
public record InternalHop(String name, SinkNode sink, SourceNode source) {}
