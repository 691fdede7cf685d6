package dev.unroll.data;

/** The letters of DNA and RNA: upper case, U read as T; white space is nothing, any other byte is unknown. */
final class BaseSegmenter implements Segmenter {
    private static final byte[] LETTERS = letters("ACGTNRYSWKMBDHV");

    private final UnitOutput out;

    BaseSegmenter(UnitOutput out) {
        this.out = out;
    }

    private static byte[] letters(String known) {
        byte[] letters = new byte[256];
        for (int i = 0; i < known.length(); i++) {
            char letter = known.charAt(i);
            letters[letter] = (byte) letter;
            letters[Character.toLowerCase(letter)] = (byte) letter;
        }
        letters['U'] = 'T';
        letters['u'] = 'T';
        return letters;
    }

    /** The IUPAC letter that a byte 0..255 stands for, 0 if none. */
    static byte letter(int b) {
        return LETTERS[b];
    }

    @Override
    public void read(SourceBuffer in, long from, long to, int lineEnd) {
        long at = Segmenter.isInsideLineEnd(in, from) ? from + 1 : from;
        while (at < to) {
            int end = Segmenter.lineEndAt(in, at);
            if (end > 0) {
                out.lineEnd(lineEnd);
                at += end;
                continue;
            }
            int b = in.at(at);
            if (!Segmenter.isSpace(b)) {
                out.units.add(letter(b) == 0 ? UnitIds.UNKNOWN : out.ids.codePoint(letter(b)));
            }
            at++;
        }
    }
}
