package io.thalweg.streams.runtime.exec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages to one owner from many posters: the only thing two loops share. Messages of one poster
 * arrive in the order posted.
 *
 * <p>Bounded: every protocol over a mailbox limits its messages in flight (a reply per request, a
 * request per task), so a full mailbox means that the owner is stuck or a protocol is broken. A
 * poster that can live without delivery uses {@link #offer}; all others use {@link #post}, which
 * fails loudly rather than block and deadlock two loops.
 */
public final class Mailbox<T> {
  private final String name;
  private final int capacity;
  private final @Nullable Runnable wakeUp;
  private final Object lock = new Object();
  // under lock; drain() takes the whole list and leaves a new one
  private List<T> messages = new ArrayList<>();
  // under lock
  private boolean closed;
  // written under lock, read without: the owner's cheap test for "nothing there"
  private volatile boolean occupied;
  // written by the owner, read by posters
  private volatile boolean ownerBlocks;

  /**
   * @param name for error messages
   * @param capacity most messages waiting at any time
   */
  public Mailbox(String name, int capacity) {
    this(name, capacity, null);
  }

  /**
   * @param name for error messages
   * @param capacity most messages waiting at any time
   * @param wakeUp run by a poster, on its thread, after a message was added while the owner {@link
   *     #mayBlock may be blocked}; typically {@code consumer::wakeup}
   */
  public Mailbox(String name, int capacity, @Nullable Runnable wakeUp) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "Mailbox " + name + " needs a capacity of at least 1, not " + capacity);
    }
    this.name = name;
    this.capacity = capacity;
    this.wakeUp = wakeUp;
  }

  /**
   * Adds a message. Any thread.
   *
   * @return false if the mailbox is full or closed; the message then stays the caller's
   */
  public boolean offer(T message) {
    synchronized (lock) {
      if (closed || messages.size() >= capacity) {
        return false;
      }
      messages.add(message);
      occupied = true;
    }
    if (ownerBlocks && wakeUp != null) {
      wakeUp.run();
    }
    return true;
  }

  /**
   * Adds a message. Any thread.
   *
   * @throws IllegalStateException if the mailbox is full or closed
   */
  public void post(T message) {
    if (!offer(message)) {
      throw new IllegalStateException(
          "Mailbox "
              + name
              + (isClosed()
                  ? " is closed: its owner has ended"
                  : " is full with " + capacity + " messages: its owner is stuck")
              + "; cannot deliver "
              + message);
    }
  }

  /** Takes all messages, oldest first. Owner only. An empty mailbox costs one volatile read. */
  public List<T> drain() {
    if (!occupied) {
      return List.of();
    }
    synchronized (lock) {
      return takeAll();
    }
  }

  /**
   * The owner is about to block in a client's {@code poll}: from now on posters wake it up. Owner
   * only; a late wake-up may hit a poll after {@link #doneBlocking}, which the owner must tolerate.
   *
   * @return false if messages are waiting, so that the owner should not block
   */
  public boolean mayBlock() {
    ownerBlocks = true;
    return !occupied;
  }

  /** The owner no longer blocks. Owner only. */
  public void doneBlocking() {
    ownerBlocks = false;
  }

  /** Refuses further messages and returns those not drained. Owner only; idempotent. */
  public List<T> close() {
    synchronized (lock) {
      closed = true;
      return takeAll();
    }
  }

  private boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  private List<T> takeAll() {
    List<T> taken = messages;
    messages = new ArrayList<>();
    occupied = false;
    return taken;
  }

  @Override
  public String toString() {
    return "Mailbox(" + name + ")";
  }
}
