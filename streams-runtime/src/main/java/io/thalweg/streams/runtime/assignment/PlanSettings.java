package io.thalweg.streams.runtime.assignment;

/**
 * What the user configured about plans.
 *
 * @param standbyReplicas {@code num.standby.replicas}: copies of each stateful task on other
 *     processes, as far as there are any
 */
public record PlanSettings(int standbyReplicas) {
  public PlanSettings {
    if (standbyReplicas < 0) {
      throw new IllegalArgumentException(
          "num.standby.replicas must be 0 or more, not " + standbyReplicas);
    }
  }
}
