package io.thalweg.streams.testing.cluster;

import io.thalweg.streams.runtime.exec.Exec;
import io.thalweg.streams.runtime.exec.Loop;
import io.thalweg.streams.runtime.exec.Running;
import io.thalweg.streams.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loops of one instance, stepped one at a time by whoever drives. */
final class SteppedExec implements Exec {
  private static final Logger LOG = LoggerFactory.getLogger(SteppedExec.class);

  private final VirtualTime time;
  private final List<Stepped> loops = new ArrayList<>();

  SteppedExec(VirtualTime time) {
    this.time = time;
  }

  @Override
  public Running start(String threadName, Loop loop) {
    Stepped started = new Stepped(threadName, loop);
    loops.add(started);
    return started;
  }

  /** The loops that have not ended, in the order of their start. */
  List<Stepped> alive() {
    loops.removeIf(loop -> !loop.alive);
    return List.copyOf(loops);
  }

  /** One loop. */
  final class Stepped implements Running {
    private final String name;
    private final Loop loop;
    private long restsUntil = Long.MIN_VALUE;
    private boolean alive = true;
    private boolean stepping;

    Stepped(String name, Loop loop) {
      this.name = name;
      this.loop = loop;
    }

    /** Makes a step unless the loop rests, has ended, or is the one that is calling. */
    void step() {
      long now = time.milliseconds();
      if (!alive || stepping || now < restsUntil) {
        return;
      }
      stepping = true;
      try {
        if (loop.step(now)) {
          restsUntil = now + loop.restMs();
        } else {
          end(null);
        }
      } catch (Throwable thrown) { // errors too must reach finished(), or nobody learns of them
        end(thrown);
      } finally {
        stepping = false;
      }
    }

    private void end(@Nullable Throwable cause) {
      try {
        loop.finished(cause);
      } catch (RuntimeException e) {
        LOG.error("{}: the end of the loop failed", name, e);
      } finally {
        alive = false;
      }
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean isAlive() {
      return alive;
    }

    @Override
    public void wakeUp() {
      restsUntil = Long.MIN_VALUE;
    }

    /** Nobody else steps it meanwhile, so this does. */
    @Override
    public boolean join(Duration timeout) {
      long deadline = time.milliseconds() + timeout.toMillis();
      while (alive && !stepping && time.milliseconds() < deadline) {
        wakeUp();
        step();
        time.sleep(1);
      }
      return !alive;
    }
  }
}
