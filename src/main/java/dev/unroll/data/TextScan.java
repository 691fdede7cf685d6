package dev.unroll.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Reads a text corpus block by block: to count it, to cut shards from it, to hand out its lines. */
public final class TextScan implements Closeable {
    private final TextCorpus corpus;
    private final ByteSource.Opener opener;
    private final UnitRules rules;
    private String openPath = "";
    private Optional<ByteSource> open = Optional.empty();

    /** A scan of a corpus whose files {@code opener} opens. */
    public TextScan(TextCorpus corpus, ByteSource.Opener opener, UnitRules rules) {
        this.corpus = corpus;
        this.opener = opener;
        this.rules = rules;
    }

    /** What a block of a stream holds; of its units the first {@code limit} are counted one by one. */
    public BlockCount count(int block, long limit) {
        UnitCounter counter = new UnitCounter(rules);
        UnitReader reader = new UnitReader(rules, counter);
        read(block, reader);
        counter.count(reader.units(), limit);
        return new BlockCount(
                reader.units().size(),
                reader.lines(),
                0,
                0,
                reader.replaced(),
                reader.longWords(),
                reader.droppedBases(),
                counter.counts());
    }

    /** A shard of a stream. */
    public Shard shard(ShardPlan plan, int index, Vocabulary vocabulary) {
        long from = plan.start(index);
        long to = plan.start(index + 1);
        UnitReader reader = new UnitReader(rules, vocabulary);
        IntList units = reader.units();
        if (from == to) {
            return Shard.ofStream(index, vocabulary, MiniBatch.NONE, units);
        }
        int block = plan.blockOf(Math.max(0, from - 1));
        long start = plan.blockStart(block);
        while (start + units.size() < to) {
            if (block == corpus.blocks()) {
                String last = open.map(ByteSource::name).orElse(openPath);
                throw new CorpusChangedException(
                        last, "shard=" + index + " units-up-to=" + (start + units.size()) + " expected=" + to);
            }
            read(block++, reader);
        }
        int before = from == 0 ? MiniBatch.NONE : units.get((int) (from - 1 - start));
        units.keep((int) (from - start), (int) (to - start));
        return Shard.ofStream(index, vocabulary, before, units);
    }

    /** Hands out the lines that begin in a block, in order. */
    public void lines(int block, LineReader.Sink sink) {
        LineReader reader = new LineReader();
        for (TextCorpus.Piece piece : corpus.pieces(block)) {
            reader.read(file(piece.path()), piece.from(), piece.to(), sink);
        }
    }

    private void read(int block, UnitReader reader) {
        for (TextCorpus.Piece piece : corpus.pieces(block)) {
            reader.stream(file(piece.path()), piece.from(), piece.to());
        }
    }

    private ByteSource file(String path) {
        if (open.isPresent() && openPath.equals(path)) {
            return open.get();
        }
        close();
        try {
            ByteSource file = opener.open(path);
            open = Optional.of(file);
            openPath = path;
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open: file=" + path, e);
        }
    }

    @Override
    public void close() {
        try {
            if (open.isPresent()) {
                open.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close: file=" + openPath, e);
        }
        open = Optional.empty();
    }
}
