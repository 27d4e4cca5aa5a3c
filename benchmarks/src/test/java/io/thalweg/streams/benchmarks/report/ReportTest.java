package io.thalweg.streams.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.benchmarks.engine.Engine;
import io.thalweg.streams.benchmarks.engine.Mark;
import io.thalweg.streams.benchmarks.workload.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void figuresAreOfTheWholeRunAndOfWhatCameAfterTheHalf() {
    Measurement m = measurement(Engine.KAFKA_STREAMS, 10);

    assertEquals(100_000, m.recordsPerSecond(), 1e-6);
    assertEquals(10, m.cpu(), 1e-6);
    assertEquals(2, m.brokerCpu(), 1e-6);
    assertEquals(125_000, m.secondHalfRecordsPerSecond(), 1e-6);
    assertEquals(8, m.secondHalfCpu(), 1e-6);
    assertEquals(1, m.secondHalfBrokerCpu(), 1e-6);
  }

  @Test
  void aRatioAboveTheTargetIsReachedAndOneBelowIsMissed() {
    Measurement peer = measurement(Engine.KAFKA_STREAMS, 10);

    String fast = ratios(peer, measurement(Engine.THALWEG, 1));
    assertTrue(fast.contains("| 10.00 ") && fast.contains("6.0 reached"), fast);
    String slow = ratios(peer, measurement(Engine.THALWEG, 4));
    assertTrue(slow.contains("| 2.50 ") && slow.contains("6.0 MISSED"), slow);
  }

  @Test
  void restoreIsJudgedByItsWholeRunAndByWallTimeToo() {
    String text =
        ratios(
            measurement(Workload.RESTORE, Engine.KAFKA_STREAMS, 10),
            measurement(Workload.RESTORE, Engine.THALWEG, 8));

    assertTrue(text.contains("1.1 reached, wall time 1.5 MISSED"), text);
  }

  @Test
  void anEngineThatLacksARoundIsNotCompared() {
    assertEquals("", ratios(measurement(Engine.KAFKA_STREAMS, 10)));
  }

  private static String ratios(Measurement... measurements) {
    return new Report(List.of(measurements)).ratios(Engine.THALWEG, Engine.KAFKA_STREAMS, true);
  }

  private static Measurement measurement(Engine engine, long cpuSeconds) {
    return measurement(Workload.COUNT, engine, cpuSeconds);
  }

  /** A million records; a fifth of the CPU time is start-up. */
  private static Measurement measurement(Workload workload, Engine engine, long cpuSeconds) {
    long cpu = cpuSeconds * SECOND;
    Mark half = new Mark(500_000, 6 * SECOND, cpu * 6 / 10, 3 * SECOND / 2 + 7, 0, 0);
    Mark end = new Mark(1_000_000, 10 * SECOND, cpu, 2 * SECOND + 7, 0, 0);
    return new Measurement(
        new Measurement.Run(workload, engine, 1, 7), 1_000_000, half, end, 1024, 0, List.of());
  }
}
