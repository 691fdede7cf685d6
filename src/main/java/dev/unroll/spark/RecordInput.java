package dev.unroll.spark;

import org.apache.spark.api.java.JavaRDD;

/**
 * Records to be read, in any order.
 *
 * @param key the configuration key that names them, for messages
 * @param given its value
 * @param records perhaps persisted
 * @param report what was found so far
 */
record RecordInput(String key, String given, JavaRDD<SourceRecord> records, IngestReport report) {}
