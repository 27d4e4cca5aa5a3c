package io.thalweg.streams.plan;

import io.thalweg.streams.kstream.ValueJoiner;
import java.util.function.BiFunction;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * A join of two tables in which a row of the left one names, by a foreign key, the row of the right
 * one. Each side's tasks hear of the other side's through two internal topics: the left one
 * subscribes to a foreign key, the right one answers now and whenever its row changes.
 *
 * @param tables the joined tables
 * @param how what is joined with what
 * @param wiring internal topics and store
 * @param left serdes of the left table
 * @param right serdes of the right table
 * @param answersByKey whether the partition of an answer is chosen by the left key, rather than
 *     being the one that the subscription came from
 */
public record ForeignKeyJoin(
    Tables tables, How how, Wiring wiring, Serdes left, Serdes right, boolean answersByKey) {

  /** The nodes that make the tables. */
  public record Tables(String left, String right) {}

  /**
   * The functions.
   *
   * @param optional whether a left row without a right one makes a result
   */
  public record How(
      BiFunction<Object, Object, Object> foreignKey,
      ValueJoiner<Object, Object, Object> joiner,
      boolean optional) {}

  /**
   * Between the two sides; topics without the application id prefix.
   *
   * @param subscriptions the topic of the subscriptions
   * @param store where they are kept
   * @param answers the topic of the answers
   */
  public record Wiring(String subscriptions, String store, String answers) {}

  /** Null means the configuration's default. */
  public record Serdes(@Nullable Serde<?> key, @Nullable Serde<?> value) {}

  /** What one operator of the join does. */
  public enum Role {
    /** Follows changes of the left table and sends subscriptions. */
    SUBSCRIBE,
    /** Keeps subscriptions. */
    RECEIVE,
    /** Answers a subscription with the right row. */
    ANSWER,
    /** Follows changes of the right table and answers all who have subscribed to it. */
    NOTIFY,
    /** Joins an answer with the left row. */
    RESOLVE
  }
}
