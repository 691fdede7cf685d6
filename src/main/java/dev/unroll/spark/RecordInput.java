package dev.unroll.spark;

import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;

/**
 * Records as bytes of UTF-8, in any order.
 *
 * @param key the configuration key that names them, for messages
 * @param given its value
 * @param records perhaps persisted; null where a record has no text, or a line is too long to be one
 * @param report what was found so far
 */
record RecordInput(String key, String given, JavaRDD<byte @Nullable []> records, IngestReport report) {}
