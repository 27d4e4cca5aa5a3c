package io.thalweg.streams.runtime.operator;

import io.thalweg.streams.kstream.Predicate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends each record down the first arm that takes it; drops it if none does. */
public final class BranchOperator extends Operator {
  private final List<Arm> arms;

  /**
   * One way out.
   *
   * @param predicate null takes every record
   */
  public record Arm(@Nullable Predicate<Object, Object> predicate, Operator downstream) {}

  public BranchOperator(String name, OperatorContext context, List<Arm> arms) {
    super(name, context);
    this.arms = List.copyOf(arms);
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    for (Arm arm : arms) {
      if (arm.predicate == null || arm.predicate.test(Given.to(key), Given.to(value))) {
        arm.downstream.accept(key, value, timestamp);
        return;
      }
    }
    context.drop();
  }
}
