package io.thalweg.streams.fuzz;

import java.util.List;
import java.util.stream.Stream;

/** One topology on both engines. */
final class Trial {
  private static final int MOST_RUNS = 200;

  private Setup setup;
  private boolean saidSomething;
  private int runs;

  Trial(Setup setup) {
    this.setup = setup;
  }

  boolean differs(Script script) {
    return !difference(setup, script).isEmpty();
  }

  boolean saidSomething() {
    return saidSomething;
  }

  private String difference(Setup tried, Script script) {
    runs++;
    Outcome peer = io.thalweg.streams.fuzz.kafkastreams.DriverRun.of(tried, script);
    Outcome ours = io.thalweg.streams.fuzz.thalweg.DriverRun.of(tried, script);
    saidSomething = peer.saysSomething();
    return peer.difference(ours);
  }

  /** The case with fewer moves and input, as text. */
  String shrunk(Script script) {
    for (int moves = 1; moves < setup.moves(); moves++) {
      Setup fewer = setup.withMoves(moves);
      if (!difference(fewer, script).isEmpty()) {
        setup = fewer;
        break;
      }
    }
    Script small = shorter(script);
    Outcome peer = io.thalweg.streams.fuzz.kafkastreams.DriverRun.of(setup, small);
    return "seed "
        + setup.seed()
        + " with "
        + setup.moves()
        + " moves\n"
        + peer.recipe()
        + String.join("\n", small.steps().stream().map(Object::toString).toList())
        + "\n"
        + difference(setup, small)
        + "\n";
  }

  /** Leaves out ever smaller pieces while the difference stays. */
  private Script shorter(Script script) {
    List<Script.Step> steps = script.steps();
    for (int piece = Math.max(1, steps.size() / 2); piece >= 1; piece /= 2) {
      for (int from = 0; from + piece <= steps.size() && runs < MOST_RUNS; ) {
        List<Script.Step> fewer = without(steps, from, from + piece);
        if (differs(new Script(fewer))) {
          steps = fewer;
        } else {
          from += piece;
        }
      }
    }
    return new Script(steps);
  }

  private static List<Script.Step> without(List<Script.Step> steps, int from, int to) {
    return Stream.concat(steps.subList(0, from).stream(), steps.subList(to, steps.size()).stream())
        .toList();
  }
}
