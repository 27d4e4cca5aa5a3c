package io.thalweg.streams.stores;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.processor.StateStore;
import io.thalweg.streams.stores.answer.TaskAnswers;
import io.thalweg.streams.stores.engine.ByteEngine;
import io.thalweg.streams.stores.face.FacadeBase;
import io.thalweg.streams.stores.form.Codec;
import io.thalweg.streams.stores.form.StoreMark;
import io.thalweg.streams.stores.layer.OwnerReader;
import io.thalweg.streams.stores.layer.SharedReader;
import io.thalweg.streams.stores.versioned.VersionedRows;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What the kind of a store makes of its rows: how they are written, seen and shown. */
record StoreFront(Upkeep upkeep, StateStore facade, ReadView view) {
  /** Each row is what the store shows. */
  static <K, V> StoreFront ofRows(
      StoreSpec spec,
      OwnerReader<K, V> owner,
      SharedReader<K, V> shared,
      boolean persistent,
      LongSupplier recordTimestamp,
      TaskAnswers answers) {
    ReadView view = new SharedReadView<>(spec, shared, answers);
    FacadeBase base = new FacadeBase(spec.name(), persistent, owner, view);
    return new StoreFront(
        new Upkeep.OfRows(spec, owner.buffer()),
        Facades.writable(spec, owner, base, recordTimestamp),
        view);
  }

  /** Rows of bytes are versions of keys; {@code changelog} is null if there is none. */
  static <K, V> StoreFront ofVersions(
      StoreSpec spec,
      OwnerReader<byte[], byte[]> owner,
      SharedReader<byte[], byte[]> shared,
      ByteEngine engine,
      StoreMark mark,
      @Nullable TopicPartition changelog,
      TaskAnswers answers) {
    String topic = changelog == null ? spec.name() : changelog.topic();
    Codec<K> keys = Codec.of(Objects.requireNonNull(spec.keySerde(), spec.name()), topic);
    Codec<V> values = Codec.of(Objects.requireNonNull(spec.valueSerde(), spec.name()), topic);
    VersionedRows rows =
        new VersionedRows(owner, engine.store(spec.name()), StoreSpecs.versionKeys(spec), mark);
    VersionedUpkeep upkeep = new VersionedUpkeep(rows, owner.buffer(), changelog != null);
    ReadView view =
        new SharedReadView<>(
            spec, shared, new VersionedReads<>(rows.reader(shared), keys, values), answers);
    return new StoreFront(
        upkeep,
        new VersionedFacade<>(
            upkeep,
            new VersionedReads<>(rows.reader(owner), keys, values),
            keys,
            values,
            new FacadeBase(spec.name(), engine.persistent(), owner, view)),
        view);
  }
}
