package dev.unroll.infer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.data.Given;
import dev.unroll.math.Kernels;
import dev.unroll.nn.InputPath;
import dev.unroll.nn.Network;
import dev.unroll.nn.PackedNetwork;
import dev.unroll.nn.Sizes;
import dev.unroll.spec.Activation;
import dev.unroll.spec.Cell;
import dev.unroll.spec.GivenSpec;
import dev.unroll.spec.NetworkSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final int VOCABULARY = 12;
    private static final Draw PLAIN = new Draw(1, 0, 1, -1);

    private static Sampler sampler(Draw draw) {
        NetworkSpec spec = new NetworkSpec(Cell.GRU, 2, 9, false, 4, Activation.TANH, false, 0, 0, 0.8);
        Sizes sizes = Sizes.ofUnits(VOCABULARY);
        Network network = new Network(spec, sizes, InputPath.scoring(spec, sizes));
        PackedNetwork packed = network.allocate(Kernels.best());
        network.load(network.initialWeights(6), packed);
        return new Sampler(network, packed, draw);
    }

    @Test
    void aSampleIsTheSameHoweverManyAreDrawn() {
        Sampler.Range range = new Sampler.Range(new int[] {3, 1}, 20, -1, 77);
        List<int[]> few = sampler(PLAIN).samples(2, range);
        List<int[]> many = sampler(PLAIN).samples(9, range);
        assertArrayEquals(few.get(0), many.get(0));
        assertArrayEquals(few.get(1), many.get(1));
        assertFalse(Arrays.equals(many.get(0), many.get(2)));
    }

    @Test
    void samplesAreDrawnFromWhatIsGivenAfterThePrimeToo() {
        for (GivenSpec.Place place : GivenSpec.Place.values()) {
            NetworkSpec spec = new NetworkSpec(Cell.GRU, 2, 9, false, 4, Activation.TANH, false, 0, 0, 0.8)
                    .withGiven(new GivenSpec(GivenSpec.Kind.CLASS, place));
            Sizes sizes = Sizes.ofUnits(VOCABULARY).withGiven(3);
            Network network = new Network(spec, sizes, InputPath.scoring(spec, sizes));
            PackedNetwork packed = network.allocate(Kernels.best());
            network.load(network.initialWeights(6), packed);
            Sampler sampler = new Sampler(network, packed, PLAIN);
            int[] prime = {3, 1};
            List<int[]> first = sampler.samples(70, new Sampler.Range(prime, 12, -1, 7, Given.ofClasses(3, 0)));
            List<int[]> second = sampler.samples(70, new Sampler.Range(prime, 12, -1, 7, Given.ofClasses(3, 2)));
            List<int[]> few = sampler.samples(2, new Sampler.Range(prime, 12, -1, 7, Given.ofClasses(3, 2)));
            assertFalse(Arrays.deepEquals(first.toArray(), second.toArray()), place.toString());
            assertArrayEquals(second.get(1), few.get(1), place.toString());
        }
    }

    @Test
    void aSampleOfALaterBatchOfLanesIsTheOneOfItsNumber() {
        Sampler.Range range = new Sampler.Range(new int[] {3}, 8, 4, 77);
        List<int[]> few = sampler(PLAIN).samples(70, range);
        List<int[]> many = sampler(PLAIN).samples(200, range);
        for (int n = 0; n < 70; n++) {
            assertArrayEquals(few.get(n), many.get(n), "sample " + n);
        }
        assertEquals(200, many.size());
        assertFalse(Arrays.equals(many.get(0), many.get(64)), "draws are named by the sample, not by its lane");
    }

    @Test
    void samplesTimesWordsMayExceedAnArray() {
        // An array for all lanes would have 2^31 + 2^20 scores.
        NetworkSpec spec = new NetworkSpec(Cell.RNN, 1, 1, false, 1, Activation.TANH, false, 0, 0, 0.8);
        Sizes sizes = Sizes.ofUnits(1 << 20);
        Network network = new Network(spec, sizes, InputPath.scoring(spec, sizes));
        PackedNetwork packed = network.allocate(Kernels.best());
        network.load(network.initialWeights(6), packed);
        Sampler.Range nothing = new Sampler.Range(new int[0], 0, -1, 5);
        List<int[]> samples = new Sampler(network, packed, PLAIN).samples(2049, nothing);
        assertEquals(2049, samples.size());
    }

    @Test
    void theEndOfASequenceEndsItAlone() {
        List<int[]> free = sampler(PLAIN).samples(6, new Sampler.Range(new int[0], 30, -1, 5));
        List<int[]> ended = sampler(PLAIN).samples(6, new Sampler.Range(new int[0], 30, 4, 5));
        for (int n = 0; n < 6; n++) {
            int[] units = free.get(n);
            int end = 0;
            while (end < units.length && units[end] != 4) {
                end++;
            }
            assertArrayEquals(Arrays.copyOf(units, end), ended.get(n), "sample " + n);
        }
    }

    @Test
    void thePrimeIsReadButNotPartOfTheSample() {
        List<int[]> primed = sampler(PLAIN).samples(1, new Sampler.Range(new int[] {2, 2, 7}, 10, -1, 5));
        List<int[]> unprimed = sampler(PLAIN).samples(1, new Sampler.Range(new int[0], 10, -1, 5));
        assertEquals(10, primed.get(0).length);
        assertFalse(Arrays.equals(primed.get(0), unprimed.get(0)));
    }

    @Test
    void theUnknownUnitIsNeverDrawnWhenBanned() {
        for (int[] units : sampler(new Draw(3, 0, 1, 0)).samples(20, new Sampler.Range(new int[0], 30, -1, 5))) {
            assertTrue(Arrays.stream(units).allMatch(unit -> unit != 0));
        }
    }
}
