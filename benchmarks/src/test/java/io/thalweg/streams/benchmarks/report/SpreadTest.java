package io.thalweg.streams.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void medianIsTheMiddleOneWhateverTheOrder() {
    assertEquals(new Spread(2, 1, 30), Spread.of(30, 1, 2));
  }

  @Test
  void medianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
    assertEquals(new Spread(3, 1, 9), Spread.of(9, 2, 4, 1));
  }

  @Test
  void ratiosAreTakenRoundByRoundSoThatASlowRoundCancelsOut() {
    Spread ratio = Spread.ofRatios(new double[] {10, 30, 20}, new double[] {5, 15, 8});

    assertEquals(new Spread(2, 2, 2.5), ratio);
    assertEquals("2.00 (2.00–2.50)", ratio.toString());
  }

  @Test
  void oneRoundHasNoSpreadToShow() {
    assertEquals("1.50", Spread.of(1.5).toString());
  }

  @Test
  void nothingToCompareIsRefused() {
    assertThrows(IllegalArgumentException.class, Spread::of);
    assertThrows(
        IllegalArgumentException.class, () -> Spread.ofRatios(new double[2], new double[3]));
  }
}
