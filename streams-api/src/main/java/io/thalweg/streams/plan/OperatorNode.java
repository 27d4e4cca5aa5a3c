package io.thalweg.streams.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step between sources and sinks.
 *
 * @param spec what it does
 * @param stores those it is connected to, by name
 * @param wrapping what the user's processor wrapper made of it, if there is one; null for user
 *     code, whose supplier the wrapper has replaced
 */
public record OperatorNode(
    String name, OperatorSpec spec, List<String> stores, @Nullable Wrapping wrapping)
    implements PlanNode {
  public OperatorNode {
    stores = List.copyOf(stores);
  }
}
