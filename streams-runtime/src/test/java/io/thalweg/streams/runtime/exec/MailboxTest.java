package io.thalweg.streams.runtime.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MailboxTest {
  @Test
  void whenDrainedThenMessagesComeInOrderAndOnce() {
    Mailbox<String> mailbox = new Mailbox<>("test", 3);
    mailbox.post("a");
    mailbox.post("b");
    assertEquals(List.of("a", "b"), mailbox.drain());
    assertEquals(List.of(), mailbox.drain());
    mailbox.post("c");
    assertEquals(List.of("c"), mailbox.drain());
  }

  @Test
  void whenFullThenOfferRefusesAndPostNamesTheMailbox() {
    Mailbox<String> mailbox = new Mailbox<>("restore of app-1", 1);
    assertTrue(mailbox.offer("a"));
    assertFalse(mailbox.offer("b"));
    String message =
        String.valueOf(
            assertThrows(IllegalStateException.class, () -> mailbox.post("b")).getMessage());
    assertTrue(message.contains("restore of app-1") && message.contains("full"), message);
    assertEquals(List.of("a"), mailbox.drain());
    assertTrue(mailbox.offer("b"));
  }

  @Test
  void whenClosedThenUndeliveredComeBackAndPostsFail() {
    Mailbox<String> mailbox = new Mailbox<>("test", 3);
    mailbox.post("a");
    assertEquals(List.of("a"), mailbox.close());
    assertFalse(mailbox.offer("b"));
    String message =
        String.valueOf(
            assertThrows(IllegalStateException.class, () -> mailbox.post("b")).getMessage());
    assertTrue(message.contains("closed"), message);
    assertEquals(List.of(), mailbox.close());
  }

  @Test
  void whenOwnerMayBlockThenPostersWakeItUp() {
    AtomicInteger wakeUps = new AtomicInteger();
    Mailbox<String> mailbox = new Mailbox<>("test", 9, wakeUps::incrementAndGet);
    mailbox.post("a");
    assertEquals(0, wakeUps.get());
    assertFalse(mailbox.mayBlock(), "a message waits");
    mailbox.doneBlocking();
    mailbox.drain();
    assertTrue(mailbox.mayBlock());
    mailbox.post("b");
    assertEquals(1, wakeUps.get());
    mailbox.doneBlocking();
    mailbox.post("c");
    assertEquals(1, wakeUps.get());
  }

  @Test
  void whenManyPostThenNothingIsLostAndEachPostersOrderHolds() {
    int posters = 3;
    int each = 5_000;
    Mailbox<int[]> mailbox = new Mailbox<>("test", posters * each);
    Exec exec = new ThreadExec(Time.SYSTEM);
    List<Running> running = new ArrayList<>();
    for (int p = 0; p < posters; p++) {
      running.add(exec.start("poster-" + p, new Poster(mailbox, p, each)));
    }
    int[] next = new int[posters];
    int received = 0;
    while (received < posters * each) {
      for (int[] message : mailbox.drain()) {
        assertEquals(next[message[0]]++, message[1]);
        received++;
      }
    }
    for (Running one : running) {
      assertTrue(one.join(Duration.ofSeconds(10)));
    }
    assertEquals(List.of(), mailbox.drain());
  }

  private static final class Poster implements Loop {
    private final Mailbox<int[]> mailbox;
    private final int id;
    private final int count;
    private int sent;

    Poster(Mailbox<int[]> mailbox, int id, int count) {
      this.mailbox = mailbox;
      this.id = id;
      this.count = count;
    }

    @Override
    public boolean step(long nowMs) {
      mailbox.post(new int[] {id, sent++});
      return sent < count;
    }

    @Override
    public void finished(@Nullable Throwable cause) {}
  }
}
