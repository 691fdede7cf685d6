package dev.unroll.spark;

import java.util.Optional;
import org.apache.spark.api.java.function.Function;

/** Records of files that are nothing but text, such as tunes, as a language model over units reads them. */
final class Tunes {
    private Tunes() {}

    /** The texts of records. */
    static RecordInput read(ExampleInput input) {
        return new RecordInput(
                input.key(),
                input.given(),
                input.records().map(new Text()),
                Optional.empty(),
                input.report(),
                input.release());
    }

    private static final class Text implements Function<FoundRecord, SourceRecord> {
        private static final long serialVersionUID = 1L;

        @Override
        public SourceRecord call(FoundRecord found) {
            if (found.isMistake()) {
                return SourceRecord.ofMistake(found.bytes());
            }
            return found.isRejected()
                    ? SourceRecord.unusable(found.place(), found.reason(), found.text())
                    : SourceRecord.at(found.place(), found.example().reading().text());
        }
    }
}
