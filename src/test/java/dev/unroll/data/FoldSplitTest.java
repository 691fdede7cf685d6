package dev.unroll.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Example.Reading;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FoldSplitTest {
    private static final int RECORDS = 20_000;

    private static byte[] text(int i) {
        return ("record " + i).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void eachRecordIsMeasuredInExactlyOneFold() {
        for (int i = 0; i < 500; i++) {
            int measured = 0;
            for (int fold = 1; fold <= 7; fold++) {
                FoldSplit split = new FoldSplit(7, fold);
                assertEquals(split.isMeasured(text(i)), split.of(text(i)) == fold);
                measured += split.isMeasured(text(i)) ? 1 : 0;
            }
            assertEquals(1, measured, "record " + i);
        }
    }

    @Test
    void foldsAreAboutEqual() {
        int[] records = new int[10];
        for (int i = 0; i < RECORDS; i++) {
            records[new FoldSplit(10, 1).of(text(i)) - 1]++;
        }
        for (int fold = 0; fold < 10; fold++) {
            assertEquals(RECORDS / 10.0, records[fold], 200, "more than four deviations: fold " + (fold + 1));
        }
    }

    /** The numbers are those of XXH64 as its description has it, written down in another language. */
    @Test
    void aFoldIsTheSameForever() {
        FoldSplit ten = new FoldSplit(10, 1);
        assertEquals(9, ten.of(text(0)));
        assertEquals(1, ten.of(text(1)));
        assertEquals(2, ten.of(text(3)));
        assertEquals(7, ten.of(Reading.ofText(text(0))));
    }

    /** Of each fold the same share is held out, and each shard has the same share of each fold. */
    @Test
    void theFoldTellsNothingOfTheHeldOutPartNorOfTheShard() {
        RecordSplit split = new RecordSplit(new BigDecimal("0.1"), 10);
        FoldSplit folds = new FoldSplit(10, 1);
        int[] held = new int[10];
        int[][] shards = new int[10][10];
        for (int i = 0; i < RECORDS; i++) {
            long hash = Hash64.of(text(i));
            int fold = folds.of(text(i)) - 1;
            held[fold] += split.isValidation(hash) ? 1 : 0;
            shards[fold][split.shard(hash)]++;
        }
        for (int fold = 0; fold < 10; fold++) {
            assertEquals(RECORDS / 100.0, held[fold], 70, "five deviations: fold " + fold);
            for (int shard = 0; shard < 10; shard++) {
                assertEquals(RECORDS / 100.0, shards[fold][shard], 70, "fold " + fold + " shard " + shard);
            }
        }
    }

    @Test
    void onlyWhatIsReadCounts() {
        FoldSplit folds = new FoldSplit(100, 1);
        Reading units = Reading.ofUnits(text(3), new int[] {6, 8});
        int fold = folds.of(units);
        assertEquals(fold, folds.of(Reading.ofUnits(text(3).clone(), new int[] {6, 8})));
        assertNotEquals(fold, folds.of(Reading.ofUnits(text(3), new int[] {5, 8})), "other units");
        int differ = 0;
        for (int i = 0; i < 20; i++) {
            int one = folds.of(Reading.ofFeatures(2, new float[] {i, 1}));
            assertEquals(one, folds.of(Reading.ofFeatures(2, new float[] {i, 1})));
            differ += one == folds.of(Reading.ofFeatures(1, new float[] {i, 1})) ? 0 : 1;
        }
        assertTrue(differ > 15, "numbers and their width count: " + differ);
    }
}
