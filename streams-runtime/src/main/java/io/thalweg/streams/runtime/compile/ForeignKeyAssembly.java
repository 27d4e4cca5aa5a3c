package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.plan.ForeignKeyJoin;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.runtime.operator.Operator;
import io.thalweg.streams.runtime.operator.OperatorContext;
import io.thalweg.streams.runtime.operator.foreign.AnswerOperator;
import io.thalweg.streams.runtime.operator.foreign.Answers;
import io.thalweg.streams.runtime.operator.foreign.GlobalTableJoinOperator;
import io.thalweg.streams.runtime.operator.foreign.NotifyOperator;
import io.thalweg.streams.runtime.operator.foreign.ReceiveOperator;
import io.thalweg.streams.runtime.operator.foreign.ResolveOperator;
import io.thalweg.streams.runtime.operator.foreign.SubscribeOperator;
import io.thalweg.streams.runtime.task.GlobalStores;
import io.thalweg.streams.state.TimestampedKeyValueStoreWithHeaders;
import io.thalweg.streams.stores.TaskState;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Makes the operators of foreign-key joins and of joins with global tables. */
final class ForeignKeyAssembly {
  private final OperatorContext context;
  private final TaskState state;
  private final TableViews views;
  private final Serdes serdes;
  private final GlobalStores globals;
  private final String prefix;

  ForeignKeyAssembly(
      GraphAssembly.Materials materials,
      OperatorContext context,
      TaskState state,
      TableViews views) {
    this.context = context;
    this.state = state;
    this.views = views;
    this.serdes = materials.serdes();
    this.globals = materials.globals();
    this.prefix = materials.prefix();
  }

  /** The operator, or null if it is of another family. */
  @Nullable Operator operator(String name, OperatorSpec spec, Operator next) {
    if (spec instanceof OperatorSpec.GlobalTableJoin s) {
      return new GlobalTableJoinOperator(
          name,
          context,
          globals.get(s.store()).view().keyValue(),
          new GlobalTableJoinOperator.Join(s.selector(), s.joiner(), s.left()),
          next);
    }
    return spec instanceof OperatorSpec.ForeignKeyPart s
        ? new Part(name, s.join(), next).operator(s.role())
        : null;
  }

  /** One operator of a foreign-key join. */
  private final class Part {
    private final String name;
    private final ForeignKeyJoin join;
    private final Operator next;
    private final String topic;

    Part(String name, ForeignKeyJoin join, Operator next) {
      this.name = name;
      this.join = join;
      this.next = next;
      this.topic = prefix + join.wiring().subscriptions();
    }

    Operator operator(ForeignKeyJoin.Role role) {
      return switch (role) {
        case SUBSCRIBE -> subscribe();
        case RECEIVE -> new ReceiveOperator(name, context, subscriptions(), next);
        case ANSWER -> {
          String right = join.tables().right();
          yield new AnswerOperator(
              name, context, views.of(right), views.keyUse(name, right), answers());
        }
        case NOTIFY ->
            new NotifyOperator(
                name,
                context,
                subscriptions(),
                new NotifyOperator.Keys(
                    key(join.right()).serializer(),
                    views.keyUse(name, join.tables().right()),
                    topic + "-fk"),
                answers());
        case RESOLVE -> resolve();
      };
    }

    private Operator subscribe() {
      return new SubscribeOperator(
          name,
          context,
          join.how().foreignKey(),
          join.how().optional(),
          new SubscribeOperator.Formats(
              key(join.left()).serializer(),
              views.keyUse(name, join.tables().left()),
              value(join.left()).serializer(),
              key(join.right()).serializer(),
              topic),
          next);
    }

    private Operator resolve() {
      String left = join.tables().left();
      return new ResolveOperator(
          name,
          context,
          views.of(left),
          views.keyUse(name, left),
          new ResolveOperator.Join(join.how().joiner(), join.how().optional()),
          new ResolveOperator.Formats(
              value(join.left()).serializer(),
              topic + "-vh",
              prefix + join.wiring().answers(),
              value(join.right()).deserializer()),
          next);
    }

    private Answers answers() {
      Deserializer<Object> keys = join.answersByKey() ? key(join.left()).deserializer() : null;
      return new Answers(
          value(join.right()).serializer(), keys, prefix + join.wiring().answers(), next);
    }

    @SuppressWarnings("unchecked") // the plan pairs store and types
    private TimestampedKeyValueStoreWithHeaders<byte[], byte[]> subscriptions() {
      return (TimestampedKeyValueStoreWithHeaders<byte[], byte[]>)
          state.store(join.wiring().store());
    }

    private Serde<Object> key(ForeignKeyJoin.Serdes side) {
      return serdes.keys(side.key(), "foreign-key join " + name);
    }

    private Serde<Object> value(ForeignKeyJoin.Serdes side) {
      return serdes.values(side.value(), "foreign-key join " + name);
    }
  }
}
