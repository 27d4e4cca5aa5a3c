package io.thalweg.streams.runtime.operator.foreign;

import io.thalweg.streams.runtime.operator.CurrentRecord;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.RawUse;
import io.thalweg.streams.runtime.operator.TableView;
import io.thalweg.streams.stores.wire.Subscription;
import io.thalweg.streams.stores.wire.SubscriptionResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers a subscription with the row of the right table as it is now, if an answer is wanted. */
public final class AnswerOperator extends Operator {
  private final TableView right;
  private final RawUse rawKey;
  private final Answers answers;

  public AnswerOperator(
      String name, OperatorContext context, TableView right, RawUse rawKey, Answers answers) {
    super(name, context);
    this.right = right;
    this.rawKey = rawKey;
    this.answers = answers;
  }

  @Override
  protected void process(@Nullable Object key, @Nullable Object value, long timestamp) {
    Subscription subscription = (Subscription) Objects.requireNonNull(value);
    Subscription.Instruction instruction = subscription.instruction();
    if (instruction == Subscription.Instruction.DELETE) {
      return;
    }
    Object row = key == null ? null : right.get(key, rawKey.pick(context.current().rawKey()));
    // the time of the row counts also where its value is not told
    long latest = row == null ? timestamp : Math.max(timestamp, right.timestamp());
    switch (instruction) {
      case DELETE_AND_ANSWER -> answer(subscription, null, latest);
      case KEEP_AND_ANSWER -> answer(subscription, row, latest);
      default -> {
        if (row != null) {
          answer(subscription, row, latest);
        }
      }
    }
  }

  private void answer(Subscription subscription, @Nullable Object row, long latest) {
    CurrentRecord current = context.current();
    byte[] encoded =
        new SubscriptionResponse(subscription.hash(), answers.value(row, current)).encode();
    answers.send(subscription.primaryKey(), subscription.primaryPartition(), encoded, latest);
  }
}
