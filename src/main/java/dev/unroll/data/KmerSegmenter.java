package dev.unroll.data;

/**
 * The k-mers of a record, one beginning where the last one ended. A k-mer with a letter other than A, C, G, T is unknown;
 * bases behind the last whole k-mer are dropped and counted.
 */
final class KmerSegmenter implements Segmenter {
    private final UnitOutput out;
    private final byte[] kmer;

    KmerSegmenter(int k, UnitOutput out) {
        this.out = out;
        this.kmer = new byte[k];
    }

    @Override
    public void read(SourceBuffer in, long from, long to, int lineEnd) {
        int filled = 0;
        boolean plain = true;
        for (long at = from; at < to; at++) {
            int b = in.at(at);
            if (Segmenter.isSpace(b)) {
                continue;
            }
            byte letter = BaseSegmenter.letter(b);
            plain &= letter == 'A' || letter == 'C' || letter == 'G' || letter == 'T';
            kmer[filled++] = letter;
            if (filled == kmer.length) {
                out.units.add(plain ? out.ids.word(kmer, filled) : UnitIds.UNKNOWN);
                filled = 0;
                plain = true;
            }
        }
        out.droppedBases += filled;
    }
}
