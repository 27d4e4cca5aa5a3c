package io.thalweg.streams;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;

/** Lets processors add sensors of their own to the metrics of the instance. Thread-safe. */
public interface StreamsMetrics {
  /** All metrics of the instance, read-only. */
  Map<MetricName, ? extends Metric> metrics();

  /**
   * Adds a sensor that records the rate, the total, and the average and maximum latency of an
   * operation, with one child sensor per entity.
   *
   * @param scopeName name of the scope, such as the class of the operation
   * @param entityName name of the entity, such as the processor
   * @param operationName name of the operation
   * @param recordingLevel level from which on the sensor records
   * @param tags further tags as alternating keys and values
   */
  Sensor addLatencyRateTotalSensor(
      String scopeName,
      String entityName,
      String operationName,
      Sensor.RecordingLevel recordingLevel,
      String... tags);

  /**
   * Adds a sensor that records the rate and the total of an operation.
   *
   * @param scopeName name of the scope, such as the class of the operation
   * @param entityName name of the entity, such as the processor
   * @param operationName name of the operation
   * @param recordingLevel level from which on the sensor records
   * @param tags further tags as alternating keys and values
   */
  Sensor addRateTotalSensor(
      String scopeName,
      String entityName,
      String operationName,
      Sensor.RecordingLevel recordingLevel,
      String... tags);

  /** Adds a sensor without metrics. */
  Sensor addSensor(String name, Sensor.RecordingLevel recordingLevel);

  /** Adds a sensor without metrics under {@code parents}, which record what it records. */
  Sensor addSensor(String name, Sensor.RecordingLevel recordingLevel, Sensor... parents);

  /** Removes {@code sensor} with its metrics. */
  void removeSensor(Sensor sensor);
}
