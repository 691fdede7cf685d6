package dev.unroll.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasuredLanesTest {
    @ParameterizedTest(name = "{0} units, {1} lanes wanted, {2} workers, {3} units a shard: {4} lanes on {5} shards")
    @CsvSource({
        "   111540,  0, 4, 1000000,  2,  2",
        "        7,  0, 4, 1000000,  1,  1",
        "   111540,  1, 4, 1000000,  1,  1",
        "  9000000,  1, 4, 1000000,  1,  1",
        "   111540, 10, 4, 1000000, 10,  5",
        "   111540,  7, 4, 1000000,  7,  7",
        "        3, 10, 4, 1000000,  3,  3",
        "  1850000,  0, 4, 1000000, 36,  4",
        " 20000000,  0, 4, 1000000, 400, 20",
    })
    void aGivenNumberOfLanesIsExactAndShardsHoldAsManyEach(
            long units, int wanted, int workers, long tokens, int lanes, int shards) {
        MeasuredLanes cut = MeasuredLanes.of(
                units, Specs.of("evaluate.lanes=" + wanted, "train.workers=" + workers, "data.shard-tokens=" + tokens));
        assertEquals(new MeasuredLanes(lanes, shards), cut);
        assertEquals(lanes / shards, cut.turns(Specs.of()).batch());
    }
}
