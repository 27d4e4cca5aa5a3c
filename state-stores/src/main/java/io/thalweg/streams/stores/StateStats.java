package io.thalweg.streams.stores;

/**
 * Counters of one task's state since it was opened, and sizes now.
 *
 * @param restoredRecords changelog records applied
 * @param expiredRecords changelog records skipped because their window had expired
 * @param wipes databases or stores dropped because they could not be used
 * @param commits atomic batches written
 * @param flushes flushes to disk asked for
 * @param engineReads point reads that the table could not answer
 * @param rows rows in the tables
 * @param tableBytes bytes of the rows in the tables
 * @param uncommittedRows rows not yet committed
 * @param uncommittedBytes bytes of these
 */
public record StateStats(
    long restoredRecords,
    long expiredRecords,
    long wipes,
    long commits,
    long flushes,
    long engineReads,
    long rows,
    long tableBytes,
    long uncommittedRows,
    long uncommittedBytes) {}
