/**
 * From a corpus to mini-batches. Nothing in here knows a cluster: files are read through
 * {@link dev.unroll.data.ByteSource}, and every cut is a function of the corpus and the specification.
 *
 * <p><b>Text.</b> {@link dev.unroll.data.Transcoder} makes plain UTF-8 of what is not.
 * {@link dev.unroll.data.TextCorpus} puts the files in order and cuts them into blocks; {@link dev.unroll.data.TextScan} reads
 * blocks, through {@link dev.unroll.data.UnitReader}, which knows where units begin, or {@link dev.unroll.data.LineReader},
 * which knows where lines do. A first scan counts ({@link dev.unroll.data.BlockCount}), from which
 * {@link dev.unroll.data.Vocabulary} and {@link dev.unroll.data.ShardPlan} follow; a second one cuts
 * {@link dev.unroll.data.Shard}s.
 *
 * <p><b>Records.</b> Lines or rows go to shards by the hash of their content ({@link dev.unroll.data.RecordSplit},
 * {@link dev.unroll.data.Hash64}); {@link dev.unroll.data.RecordCounter} counts them,
 * {@link dev.unroll.data.RecordShardBuilder} sorts and encodes them.
 *
 * <p><b>Scoring.</b> {@link dev.unroll.data.ExampleBatch} is records that are only read, in the order given;
 * {@link dev.unroll.data.Prediction} is what is said of one.
 *
 * <p><b>Annotated records.</b> {@link dev.unroll.data.Example}s are counted by {@link dev.unroll.data.ExampleCounter} and encoded by
 * {@link dev.unroll.data.ExampleShardBuilder}; what a shard has of them besides units is its {@link dev.unroll.data.Annotation}, how words are
 * written its {@link dev.unroll.data.Spellings}. What the lanes of a mini-batch are written from is {@link dev.unroll.data.Given}.
 *
 * <p><b>Training.</b> {@link dev.unroll.data.Schedule} says which worker has which mini-batches of which shard in a round;
 * {@link dev.unroll.data.TurnSpec#turn} cuts them, as {@link dev.unroll.data.MiniBatch}es without padding.
 */
package dev.unroll.data;
