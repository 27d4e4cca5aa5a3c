package io.thalweg.streams.runtime.global;

import io.thalweg.streams.processor.StateRestoreListener;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the user's listener of loading; what it throws is logged and changes nothing. */
final class LoadEvents {
  private static final Logger LOG = LoggerFactory.getLogger(LoadEvents.class);

  private final Supplier<@Nullable StateRestoreListener> listener;

  LoadEvents(Supplier<@Nullable StateRestoreListener> listener) {
    this.listener = listener;
  }

  void started(FeedPart part) {
    tell(
        part,
        to -> to.onRestoreStart(part.partition(), part.feed().store(), part.start(), part.end()));
  }

  void batch(FeedPart part, long records) {
    tell(
        part,
        to ->
            to.onBatchRestored(
                part.partition(), part.feed().store(), part.position() - 1, records));
  }

  void ended(FeedPart part) {
    tell(part, to -> to.onRestoreEnd(part.partition(), part.feed().store(), part.loaded()));
  }

  private void tell(FeedPart part, Consumer<StateRestoreListener> call) {
    StateRestoreListener to = listener.get();
    if (to != null) {
      try {
        call.accept(to);
      } catch (RuntimeException e) {
        LOG.error(
            "The state restore listener {} failed on global store {}; loading goes on",
            to,
            part.feed().store(),
            e);
      }
    }
  }
}
