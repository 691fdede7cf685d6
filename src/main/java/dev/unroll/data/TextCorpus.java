package dev.unroll.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Text files as one text: their concatenation by relative path in UTF-8 byte order, cut into logical blocks of fixed size.
 *
 * <p>Neither absolute paths nor times nor the file system's own blocks enter anything, so the same files are the same corpus
 * wherever they lie.
 */
public final class TextCorpus implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Bytes of a block: 1 MiB. */
    public static final long BLOCK_BYTES = 1 << 20;

    /**
     * A file of the corpus.
     *
     * @param path relative to the corpus, {@code /} between names
     * @param length in bytes
     */
    public record TextFile(String path, long length) implements Serializable {}

    /** Bytes [from, to) of a file. */
    public record Piece(String path, long from, long to) implements Serializable {}

    private final ArrayList<TextFile> files;
    private final long[] starts;
    private final long blockBytes;

    /** The corpus of these files, in whatever order they are given. */
    public TextCorpus(List<TextFile> files) {
        this(files, BLOCK_BYTES);
    }

    /** The same with blocks of another size: another cut, the same text. */
    TextCorpus(List<TextFile> files, long blockBytes) {
        this.files = new ArrayList<>(files);
        this.files.sort(Comparator.comparing(TextFile::path, Vocabulary::compareCodePoints));
        this.blockBytes = blockBytes;
        this.starts = new long[files.size() + 1];
        for (int i = 0; i < files.size(); i++) {
            starts[i + 1] = starts[i] + this.files.get(i).length();
        }
    }

    /** The files in order. */
    public List<TextFile> files() {
        return List.copyOf(files);
    }

    /** Bytes of all files. */
    public long length() {
        return starts[files.size()];
    }

    /** Number of blocks. */
    public int blocks() {
        return Math.toIntExact((length() + blockBytes - 1) / blockBytes);
    }

    /** The parts of files that make up a block, in order. */
    public List<Piece> pieces(int block) {
        long from = block * blockBytes;
        long to = Math.min(from + blockBytes, length());
        List<Piece> pieces = new ArrayList<>();
        for (int i = fileAt(from); i < files.size() && starts[i] < to; i++) {
            long first = Math.max(from, starts[i]);
            long last = Math.min(to, starts[i + 1]);
            if (first < last) {
                pieces.add(new Piece(files.get(i).path(), first - starts[i], last - starts[i]));
            }
        }
        return pieces;
    }

    /** The last file that begins at or before a byte of the corpus. */
    private int fileAt(long position) {
        int low = 0;
        int high = files.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= position) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
