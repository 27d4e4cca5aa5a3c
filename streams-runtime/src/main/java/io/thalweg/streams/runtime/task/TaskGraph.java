package io.thalweg.streams.runtime.task;

import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.SourceOperator;
import java.util.List;
import java.util.function.Function;

/**
 * The operators of one task, linked.
 *
 * @param sourceOf the source that reads a topic
 * @param operators upstream before downstream
 */
public record TaskGraph(Function<String, SourceOperator> sourceOf, List<Operator> operators) {}
