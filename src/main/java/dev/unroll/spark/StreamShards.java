package dev.unroll.spark;

import dev.unroll.data.Shard;
import dev.unroll.data.ShardPlan;
import dev.unroll.data.TextCorpus;
import dev.unroll.data.TextScan;
import dev.unroll.data.Vocabulary;
import java.util.List;

/** How a task cuts a shard out of running text. */
final class StreamShards implements ShardSource {
    private static final long serialVersionUID = 1L;

    private final TextSource source;
    private final ShardPlan plan;
    private final KnownUnits units;

    StreamShards(TextSource source, ShardPlan plan, Vocabulary vocabulary) {
        this.source = source;
        this.plan = plan;
        this.units = new KnownUnits(vocabulary);
    }

    @Override
    public Shard shard(int index) {
        try (TextScan scan = source.scan()) {
            return scan.shard(plan, index, units.vocabulary());
        }
    }

    @Override
    public String place(int index) {
        List<TextCorpus.Piece> first = source.corpus().pieces(plan.blockOf(plan.start(index)));
        List<TextCorpus.Piece> last =
                source.corpus().pieces(plan.blockOf(Math.max(plan.start(index), plan.start(index + 1) - 1)));
        String from = first.get(0).path();
        String to = last.get(last.size() - 1).path();
        return from.equals(to) ? from : from + ".." + to;
    }
}
