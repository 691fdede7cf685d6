package dev.unroll.data;

import dev.unroll.spec.UsageException;
import dev.unroll.spec.VocabularySpec.Unit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was learnt before training as files of text, in UTF-8 with LF behind each line: {@code vocabulary.txt}
 * ({@link VocabularyFile}); {@code characters.txt}, those of words, alike; {@code labels.txt}, a label a line in the order of ids, escaped
 * as units are; {@code class-weights.txt}, a decimal number a line for each of them, that names its float exactly; {@code standardisation.tsv},
 * a line for each column with its kind ({@code feature} or {@code value}), mean and scale, decimal numbers that name their float
 * exactly. A file that would be empty is left out, but for the vocabulary.
 */
public final class PreprocessingFiles {
    /** The units by id. */
    public static final String VOCABULARY = "vocabulary.txt";
    /** The characters of words by id. */
    public static final String CHARACTERS = "characters.txt";
    /** The classes by id. */
    public static final String LABELS = "labels.txt";
    /** How much classes count by id, where they do not count the same. */
    public static final String CLASS_WEIGHTS = "class-weights.txt";
    /** Mean and scale of numbers. */
    public static final String STANDARDISATION = "standardisation.tsv";

    /** All of them. */
    public static final List<String> NAMES = List.of(VOCABULARY, CHARACTERS, LABELS, CLASS_WEIGHTS, STANDARDISATION);

    private static final String FEATURE = "feature";
    private static final String VALUE = "value";

    private PreprocessingFiles() {}

    /** All files by their names. */
    public static SortedMap<String, byte[]> write(Preprocessing learnt) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(VOCABULARY, bytes(VocabularyFile.write(learnt.vocabulary())));
        if (learnt.characters().size() > 1) {
            files.put(CHARACTERS, bytes(VocabularyFile.write(learnt.characters())));
        }
        StringBuilder labels = new StringBuilder();
        learnt.labels().names().forEach(name -> labels.append(VocabularyFile.escape(name))
                .append('\n'));
        StringBuilder numbers = new StringBuilder();
        append(numbers, FEATURE, learnt.features());
        append(numbers, VALUE, learnt.values());
        if (labels.length() > 0) {
            files.put(LABELS, bytes(labels.toString()));
        }
        StringBuilder weights = new StringBuilder();
        for (float weight : learnt.labels().weights()) {
            weights.append(weight).append('\n');
        }
        if (weights.length() > 0) {
            files.put(CLASS_WEIGHTS, bytes(weights.toString()));
        }
        if (numbers.length() > 0) {
            files.put(STANDARDISATION, bytes(numbers.toString()));
        }
        return files;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder text, String kind, Standardisation columns) {
        for (int i = 0; i < columns.width(); i++) {
            text.append(kind)
                    .append('\t')
                    .append(columns.mean()[i])
                    .append('\t')
                    .append(columns.scale()[i]);
            text.append('\n');
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param folder names the place in messages
     */
    public static Preprocessing read(Unit unit, String folder, SortedMap<String, byte[]> files) {
        Vocabulary vocabulary = VocabularyFile.read(unit, folder + "/" + VOCABULARY, text(files, VOCABULARY));
        Vocabulary characters = files.containsKey(CHARACTERS)
                ? VocabularyFile.read(Unit.CHAR, folder + "/" + CHARACTERS, text(files, CHARACTERS))
                : Vocabulary.ofCharacters(Map.of());
        List<String> labels = VocabularyFile.units(folder + "/" + LABELS, text(files, LABELS));
        String numbers = text(files, STANDARDISATION);
        String place = folder + "/" + STANDARDISATION;
        return new Preprocessing(
                vocabulary,
                characters,
                weighted(LabelSet.inOrder(labels), folder + "/" + CLASS_WEIGHTS, text(files, CLASS_WEIGHTS)),
                columns(place, numbers, FEATURE),
                columns(place, numbers, VALUE));
    }

    private static LabelSet weighted(LabelSet labels, String file, String text) {
        List<String> lines = text.lines().toList();
        float[] weights = new float[lines.size()];
        for (int k = 0; k < weights.length; k++) {
            try {
                weights[k] = Float.parseFloat(lines.get(k));
            } catch (NumberFormatException e) {
                throw new UsageException("file is damaged: file=" + file, "restore the file");
            }
        }
        return lines.isEmpty() ? labels : labels.weighted(weights);
    }

    private static String text(SortedMap<String, byte[]> files, String name) {
        byte[] bytes = files.get(name);
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static Standardisation columns(String file, String text, String kind) {
        List<String[]> rows = new ArrayList<>();
        text.lines().map(line -> line.split("\t", -1)).forEach(fields -> {
            if (fields.length != 3 || !(fields[0].equals(FEATURE) || fields[0].equals(VALUE))) {
                throw new UsageException("file is damaged: file=" + file, "restore the file");
            }
            if (fields[0].equals(kind)) {
                rows.add(fields);
            }
        });
        float[] mean = new float[rows.size()];
        float[] scale = new float[rows.size()];
        for (int i = 0; i < mean.length; i++) {
            try {
                mean[i] = Float.parseFloat(rows.get(i)[1]);
                scale[i] = Float.parseFloat(rows.get(i)[2]);
            } catch (NumberFormatException e) {
                throw new UsageException("file is damaged: file=" + file, "restore the file");
            }
        }
        return new Standardisation(mean, scale);
    }
}
