package io.thalweg.streams.driver.kafkastreams;

import io.thalweg.streams.driver.Transcript;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Notes everything that happens to it and passes it on. */
final class Noting implements Processor<String, String, String, String> {
  private final String name;
  private final Transcript seen;
  private ProcessorContext<String, String> context;

  Noting(String name, Transcript seen) {
    this.name = name;
    this.seen = seen;
  }

  @Override
  public void init(ProcessorContext<String, String> given) {
    context = given;
    note("begins at " + context.currentSystemTimeMs() + " in task " + context.taskId());
    for (PunctuationType type : PunctuationType.values()) {
      context.schedule(Duration.ofMillis(10), type, time -> punctuate(type, time));
    }
  }

  private void punctuate(PunctuationType type, long time) {
    note(type + " " + time + " at " + context.currentStreamTimeMs());
    context.forward(new Record<>("punctuated", type.name(), time));
  }

  @Override
  public void process(Record<String, String> record) {
    note(
        record.key()
            + "="
            + record.value()
            + " at "
            + record.timestamp()
            + context.recordMetadata().map(m -> m.topic() + m.partition() + m.offset()).orElse("")
            + " stream time "
            + context.currentStreamTimeMs());
    if ("boom".equals(record.value())) {
      throw new IllegalStateException("boom");
    }
    context.forward(record);
  }

  @Override
  public void close() {
    note("ends");
  }

  private void note(String what) {
    seen.note(name + " " + what);
  }
}
