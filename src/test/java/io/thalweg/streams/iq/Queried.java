package io.thalweg.streams.iq;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** An application of either library that asks its own stores. */
public interface Queried extends AutoCloseable {
  String beforeStart();

  void start();

  boolean running();

  /** The offset of the input that all stores say they have come to; -1 if none. */
  long reached(int partition);

  /** The answers of every store to every query. */
  List<String> everything();

  /** The answers under conditions: partitions, bounds, active tasks only. */
  List<String> conditions();

  /** What the value of a key is, by partition, if the task must be active. */
  Map<Integer, String> active(String store);

  /** The same, active or not. */
  Map<Integer, String> any(String store);

  /** The same, at some position of the input at least. */
  Map<Integer, String> bounded(String store, int partition, long offset);

  /** What failures said: reasons and messages, which differ between the libraries. */
  Set<String> messages();

  @Override
  void close();

  String afterClose();
}
