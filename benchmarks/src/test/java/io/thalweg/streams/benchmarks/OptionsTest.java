package io.thalweg.streams.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.streams.benchmarks.engine.Engine;
import io.thalweg.streams.benchmarks.workload.Size;
import io.thalweg.streams.benchmarks.workload.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void quickIsSmallButAGivenOptionWins() {
    Options options = Options.parse(List.of("--rounds", "5", "--quick"));

    assertEquals(5, options.rounds());
    assertEquals(0.02, options.scale());
    assertEquals(new Size(0.02, 1), options.size());
  }

  @Test
  void namesAreLookedUp() {
    Options options =
        Options.parse(List.of("--workloads", "eos,restore", "--engines", "floor,kafka-streams"));

    assertEquals(List.of(Workload.EOS, Workload.RESTORE), options.workloads());
    assertEquals(List.of(Engine.FLOOR, Engine.KAFKA_STREAMS), options.engines());
  }

  @Test
  void whatIsWrongIsNamed() {
    assertTrue(problem("--round", "3").contains("--round;"));
    assertTrue(problem("--rounds").contains("needs a value"));
    assertTrue(problem("quick").contains("'quick'"));
    IllegalArgumentException unknown =
        assertThrows(
            IllegalArgumentException.class,
            () -> Options.parse(List.of("--workloads", "sort")).workloads());
    assertTrue(String.valueOf(unknown.getMessage()).contains("known: stateless, count"));
    assertThrows(
        IllegalArgumentException.class, () -> Options.parse(List.of("--rounds", "0")).rounds());
    assertThrows(
        IllegalArgumentException.class, () -> Options.parse(List.of("--scale", "-1")).scale());
  }

  private static String problem(String... arguments) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> Options.parse(List.of(arguments)))
            .getMessage());
  }
}
