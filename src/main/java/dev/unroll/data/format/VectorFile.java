package dev.unroll.data.format;

import dev.unroll.data.UnitIds;
import dev.unroll.data.Vocabulary;
import dev.unroll.data.WordVectors;
import dev.unroll.spec.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Word vectors as text (GloVe, word2vec, fastText): a word and its numbers a line, spaces or tabs between. The first line may say how many
 * vectors follow, and how wide they are.
 *
 * <p>A word of the vocabulary gets the vector of the word in the file that is written like it, otherwise of the one that is written like
 * its lower case; of several the first. The last columns of a line are the vector, so a word may have spaces in it. A vector that no word
 * asks for is not looked at.
 *
 * <p>Memory: {@code 4 D} bytes for a word that is found, besides the vocabulary; 100,000 words of 300 numbers: 120 MB.
 */
public final class VectorFile {
    private final Input file;
    private final Vocabulary vocabulary;
    private final int width;
    private final Lines lines;
    private final Map<String, List<Integer>> cased = new HashMap<>(); // lower case of units that are not
    private final float[][] rows; // (V), each of D numbers or none
    private final boolean[] exact;
    private long read;

    private VectorFile(Input file, Vocabulary vocabulary, int width) {
        this.file = file;
        this.vocabulary = vocabulary;
        this.width = width;
        this.lines = new Lines(file, new Characters(file));
        this.rows = new float[vocabulary.size()][0];
        this.exact = new boolean[vocabulary.size()];
        for (int id = vocabulary.specials(); id < vocabulary.size(); id++) {
            String word = vocabulary.units().get(id);
            String lower = lower(word);
            if (!lower.equals(word)) {
                cased.computeIfAbsent(lower, w -> new ArrayList<>()).add(id);
            }
        }
    }

    /**
     * Reads the vectors of a vocabulary's words.
     *
     * @param width {@code network.embedding}, which must be the file's
     */
    public static WordVectors read(Input file, Vocabulary vocabulary, int width) throws IOException {
        return new VectorFile(file, vocabulary, width).read();
    }

    private static String lower(String word) {
        int[] codePoints = word.codePoints().map(Character::toLowerCase).toArray();
        return new String(codePoints, 0, codePoints.length);
    }

    private WordVectors read() throws IOException {
        boolean begun = false;
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                if (begun || !isHead(line)) {
                    vector(line);
                }
                begun = true;
            }
        }
        if (read == 0) {
            throw new UsageException(
                    "no word vectors: network.embedding.file=" + file.name(),
                    "give a file with a word and its numbers in each line, or leave it out");
        }
        return found();
    }

    /** Whether the first line says how many vectors follow; how wide they are, it says in any case. */
    private boolean isHead(String line) {
        List<String> columns = Separator.WHITE_SPACE.split(line);
        boolean head = columns.size() == 2 && isWhole(columns.get(0)) && isWhole(columns.get(1));
        String told = head ? columns.get(1) : String.valueOf(columns.size() - 1);
        if (!told.equals(String.valueOf(width))) {
            throw new UsageException(
                    "word vectors have another width: " + file.at(lines.number()) + " width=" + told
                            + " network.embedding=" + width,
                    "set network.embedding to the width of the vectors");
        }
        return head;
    }

    private static boolean isWhole(String text) {
        return text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private void vector(String line) {
        int end = wordEnd(line);
        String word = Separator.trim(line.substring(0, end));
        if (word.isEmpty()) {
            throw damaged("a word and its numbers are not there: columns="
                    + Separator.WHITE_SPACE.split(line).size());
        }
        read++;
        int id = vocabulary.id(word);
        boolean known = id != UnitIds.UNKNOWN || word.equals(Vocabulary.UNKNOWN_SYMBOL);
        if (known && !exact[id]) {
            rows[id] = numbers(line.substring(end));
            exact[id] = true;
        }
        for (int other : cased.getOrDefault(word, List.of())) {
            rows[other] = rows[other].length == 0 ? numbers(line.substring(end)) : rows[other];
        }
    }

    /** Where the last D columns begin, with the white space before them; the beginning of the line if there are no more. */
    private int wordEnd(String line) {
        int at = beforeSpace(line, line.length());
        for (int i = 0; i < width; i++) {
            while (at > 0 && !Separator.isSpace(line.charAt(at - 1))) {
                at--;
            }
            at = beforeSpace(line, at);
        }
        return at;
    }

    private static int beforeSpace(String line, int from) {
        int at = from;
        while (at > 0 && Separator.isSpace(line.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private float[] numbers(String columns) {
        float[] vector = new float[width];
        List<String> texts = Separator.WHITE_SPACE.split(columns);
        try {
            for (int i = 0; i < width; i++) {
                vector[i] = Decimal.number(texts.get(i));
                if (Float.isNaN(vector[i])) {
                    throw new BadRecord("not a number: " + texts.get(i));
                }
            }
        } catch (BadRecord e) {
            throw damaged(e.reason());
        }
        return vector;
    }

    private UsageException damaged(String reason) {
        return new UsageException(
                "word vectors are damaged: " + file.at(lines.number()) + " reason=" + reason,
                "restore network.embedding.file");
    }

    private WordVectors found() {
        int count = 0;
        int written = 0;
        for (int id = 0; id < rows.length; id++) {
            count += rows[id].length > 0 ? 1 : 0;
            written += exact[id] ? 1 : 0;
        }
        int[] ids = new int[count];
        float[] values = new float[Math.multiplyExact(count, width)];
        int next = 0;
        for (int id = 0; id < rows.length; id++) {
            if (rows[id].length > 0) {
                ids[next] = id;
                System.arraycopy(rows[id], 0, values, next * width, width);
                next++;
            }
        }
        return new WordVectors(width, ids, values, written, read);
    }
}
