package dev.unroll.data.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.unroll.data.Example;
import dev.unroll.spec.DnaSpec.Ambiguous;
import dev.unroll.spec.DnaSpec.Letters;
import dev.unroll.spec.DnaSpec.SoftMask;
import org.junit.jupiter.api.Test;

class LetterNumbersTest {
    private static Example.Reading reading(Ambiguous ambiguous, SoftMask mask, String fasta) {
        LetterNumbers format = new LetterNumbers(FastaReader.Settings.WHOLE, new Letters(ambiguous, mask, false));
        return Findings.of(format, fasta).example(0).reading();
    }

    @Test
    void aLetterIsTheProbabilitiesOfTheBasesItMayBe() {
        Example.Reading read = reading(Ambiguous.MIXTURES, SoftMask.IGNORE, ">a\nACGTuRn-B\n");
        float third = 1f / 3;
        assertEquals(4, read.featureWidth());
        assertEquals(0, read.text().length);
        assertArrayEquals(
                new float[] {
                    1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 1, .5f, 0, .5f, 0, .25f, .25f, .25f, .25f,
                    0, 0, 0, 0, 0, third, third, third
                },
                read.features());
    }

    @Test
    void lowerCaseIsANumberBesideTheLetter() {
        Example.Reading read = reading(Ambiguous.SYMBOLS, SoftMask.FEATURE, ">a\nAcgN\n");
        assertEquals(4, read.text().length);
        assertArrayEquals(new float[] {0, 1, 1, 0}, read.features());
    }

    @Test
    void lowerCaseStandsBehindTheProbabilities() {
        Example.Reading read = reading(Ambiguous.MIXTURES, SoftMask.FEATURE, ">a\nCt\n");
        assertArrayEquals(new float[] {0, 1, 0, 0, 0, 0, 0, 0, 1, 1}, read.features());
    }

    @Test
    void spacesInsideAColumnAreNoLetters() {
        LetterNumbers format =
                new LetterNumbers(new PlainLines(), new Letters(Ambiguous.SYMBOLS, SoftMask.FEATURE, false));
        Example.Reading read = Findings.of(format, "ac GT\n").example(0).reading();
        assertArrayEquals(new float[] {1, 1, 0, 0}, read.features());
        assertEquals(4, read.text().length);
    }
}
