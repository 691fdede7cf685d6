package dev.unroll.train.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Example;
import dev.unroll.data.Found;
import dev.unroll.data.LabelSet;
import dev.unroll.data.Labels;
import dev.unroll.data.Prediction;
import dev.unroll.data.Rejected;
import dev.unroll.data.Standardisation;
import dev.unroll.data.Vocabulary;
import dev.unroll.spec.Output;
import dev.unroll.spec.Pool;
import dev.unroll.spec.VocabularySpec.Unit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class ScoredRecordsTest {
    private final ExampleScorer scorer = new TinyScorer(
                    TinyScorer.Shape.of(Output.SOFTMAX, Pool.LAST),
                    Vocabulary.of(Unit.NUCLEOTIDE, List.of("<unk>", "A", "C", "G", "T")),
                    LabelSet.of(List.of("no", "yes")),
                    2,
                    Standardisation.none(0))
            .scorer(TinyScorer.ALL);

    private static Found record(int i) {
        if (i % 7 == 3) {
            return new Rejected("a.fa:" + i, "record has no sequence", ">");
        }
        byte[] letters = "ACGTTGCA".repeat(1 + i % 4).substring(i % 5).getBytes(StandardCharsets.UTF_8);
        return new Example("a.fa:" + i, String.valueOf(i), Example.Reading.ofText(letters), Labels.NONE);
    }

    @Test
    void recordsComeInTheirOrderWithWhatIsSaidOfEach() {
        int count = ScoredRecords.PIECE_RECORDS + 700;
        List<Found> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(record(i));
        }
        ScoredRecords scored = new ScoredRecords(scorer, records.iterator());
        for (int i = 0; i < count; i++) {
            ScoredRecords.Scored next = scored.next();
            assertEquals(records.get(i), next.found());
            Prediction expected = records.get(i) instanceof Example example
                    ? scorer.score(List.of(example)).get(0)
                    : new Prediction.None("record has no sequence");
            assertEquals(expected, next.said(), "record " + i);
        }
        assertThrows(NoSuchElementException.class, scored::next);
    }

    /** Endless records of 1000 bases each. */
    private static final class Endless implements Iterator<Found> {
        private final Example.Reading reading =
                Example.Reading.ofText("ACGTTGCAAC".repeat(100).getBytes(StandardCharsets.UTF_8));
        private int given;

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Found next() {
            given++;
            return new Example("a.fa:" + given, String.valueOf(given), reading, Labels.NONE);
        }
    }

    @Test
    void noMoreIsReadThanAPiece() {
        Endless endless = new Endless();
        ScoredRecords scored = new ScoredRecords(scorer, endless);
        assertEquals(0, endless.given);
        assertEquals("1", ((Example) scored.next().found()).key());
        assertEquals(1 + ScoredRecords.PIECE_STEPS / 1000, endless.given);
        assertTrue(scored.hasNext());
    }
}
