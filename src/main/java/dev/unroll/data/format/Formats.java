package dev.unroll.data.format;

import dev.unroll.spec.DataSpec;
import dev.unroll.spec.DnaSpec;
import dev.unroll.spec.GivenSpec;
import dev.unroll.spec.Keys;
import dev.unroll.spec.LabelSpec;
import dev.unroll.spec.RecordFormats;
import dev.unroll.spec.Spec;
import dev.unroll.spec.Task;
import dev.unroll.spec.UsageException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** From the configuration to a reader: {@code data.format} and the keys that it reads. */
public final class Formats {
    private static final String HEADER = "header";
    private static final String QUALITY = "quality";
    private static final String QUOTE = "quote";
    private static final String PART = "part";

    private final Spec spec;
    private final DataSpec data;
    private final LabelSpec labels;

    private Formats(Spec spec) {
        this.spec = spec;
        this.data = spec.data();
        this.labels = data.labels();
    }

    /**
     * The format of a specification's files.
     *
     * @throws UsageException if a column is none, or an option nobody's
     */
    public static Format of(Spec spec) {
        return numbered(spec, new Formats(spec).format());
    }

    /** The same records with the numbers that the configuration asks of letters. */
    public static Format numbered(Spec spec, Format records) {
        DnaSpec.Letters letters = spec.data().dna().letters();
        return letters.hasNumbers() ? new LetterNumbers(records, letters) : records;
    }

    /** Refuses what cannot be understood before anything is read. */
    public static void check(Spec spec) {
        if (RecordFormats.isMadeUp(spec.data().format())) {
            Synthetic.of(spec.data().format(), spec.data().options());
        } else if (spec.data().isRecords()) {
            of(spec);
        }
    }

    /** The windows in which sequences are read. */
    public static FastaReader.Settings windows(Spec spec) {
        DnaSpec.Windows windows = spec.data().dna().windows();
        return new FastaReader.Settings(windows.length(), windows.overlap());
    }

    /** What the labels of bases are. */
    public static BaseLabels.Settings baseLabels(Spec spec) {
        DnaSpec.Classes classes = spec.data().dna().classes();
        return new BaseLabels.Settings(
                classes.names(),
                classes.strands() == DnaSpec.Strands.SPLIT ? BaseLabels.Detail.APART : BaseLabels.Detail.TOGETHER,
                classes.codons() ? BaseLabels.Detail.APART : BaseLabels.Detail.TOGETHER,
                BaseLabels.Overlap.valueOf(classes.overlap().name()));
    }

    private Format format() {
        boolean bases = spec.vocabulary().unit().isBases();
        allow(
                switch (data.format()) {
                    case RecordFormats.FRAMES -> Set.of(HEADER, QUOTE);
                    case RecordFormats.PIANO_ROLLS -> Set.of(PART);
                    case RecordFormats.CLASS_FILES -> bases ? Set.of(QUALITY) : Set.of();
                    default -> Set.of();
                });
        LabelMap map = LabelMap.parse(labels.map());
        return switch (data.format()) {
            case RecordFormats.CONLL ->
                new ConllReader.Settings(
                        separator(Separator.WHITE_SPACE),
                        column(Keys.DATA_TEXT_COLUMN.name(), textColumn(), 1),
                        column(Keys.DATA_LABEL_COLUMN.name(), labels.column(), -1),
                        TagScheme.valueOf(labels.scheme().name()),
                        "",
                        map);
            case RecordFormats.CONLLU -> new ConlluReader.Settings(tag(), map);
            case RecordFormats.LABELLED_LINES -> labelledLines(map);
            case RecordFormats.CLASS_FILES ->
                new ClassFiles(
                        bases ? new SequenceFiles(quality()) : new PlainLines(),
                        ClassFiles.Part.valueOf(labels.from().name()),
                        map);
            case RecordFormats.FASTA -> windows(spec);
            case RecordFormats.SERIES -> new SeriesReader.Settings(map);
            case RecordFormats.FRAMES -> frames(map);
            case RecordFormats.ABC -> new TuneReader.Settings();
            case RecordFormats.PIANO_ROLLS ->
                new PianoRollReader.Settings(data.options().getOrDefault(PART, ""));
            default -> throw new IllegalArgumentException("no files of records: data.format=" + data.format());
        };
    }

    private void allow(Set<String> options) {
        for (String option : data.options().keySet()) {
            if (!options.contains(option)) {
                throw new UsageException(
                        "option is not known: " + Keys.OPTIONS + option + " data.format=" + data.format(),
                        options.isEmpty() ? "this format has none" : "it has " + String.join(", ", options));
            }
        }
    }

    private String textColumn() {
        return data.textColumn().equals(Keys.DATA_TEXT_COLUMN.fallback()) ? "" : data.textColumn();
    }

    private Format labelledLines(LabelMap map) {
        boolean numbers = spec.task() == Task.REGRESS || spec.network().given().kind() == GivenSpec.Kind.NUMBER;
        Answers answers = new Answers(numbers ? Answers.Kind.VALUE : Answers.Kind.CLASS, labels.several(), map);
        boolean beside = !labels.file().isEmpty();
        if (beside) {
            return new LabelFile.Settings(labels.file(), answers);
        }
        LabelledLines.Columns columns = new LabelledLines.Columns(
                column(Keys.DATA_LABEL_COLUMN.name(), labels.column(), 1),
                column(Keys.DATA_TEXT_COLUMN.name(), textColumn(), 2),
                column(Keys.DATA_KEY_COLUMN.name(), labels.key(), 0));
        return new LabelledLines.Settings(separator(Separator.TAB), columns, answers);
    }

    private ConlluReader.Tag tag() {
        return switch (labels.column()) {
            case "", "upos" -> ConlluReader.Tag.UPOS;
            case "xpos" -> ConlluReader.Tag.XPOS;
            default ->
                throw new UsageException(
                        "column has no labels: " + Keys.DATA_LABEL_COLUMN.name() + "=" + labels.column(),
                        "set it to upos or xpos");
        };
    }

    private Format frames(LabelMap map) {
        List<String> features = labels.features().isEmpty()
                ? List.of()
                : Arrays.stream(labels.features().split(",", -1))
                        .map(String::strip)
                        .toList();
        Answers answers = new Answers(spec.task() == Task.REGRESS ? Answers.Kind.VALUE : Answers.Kind.CLASS, "", map);
        return new FrameReader.Settings(
                letter(Keys.DATA_SEPARATOR.name(), labels.separator().equals("tab") ? "\t" : labels.separator(), ','),
                letter(Keys.OPTIONS + QUOTE, data.options().getOrDefault(QUOTE, ""), '"'),
                firstRow(),
                new FrameReader.Columns(features, labels.column(), labels.key(), labels.order()),
                answers);
    }

    private FastqReader.Quality quality() {
        String quality = data.options().getOrDefault(QUALITY, "none");
        return switch (quality) {
            case "none" -> FastqReader.Quality.NONE;
            case "phred33" -> FastqReader.Quality.PHRED33;
            case "phred64" -> FastqReader.Quality.PHRED64;
            default ->
                throw new UsageException(
                        "value not understood: " + Keys.OPTIONS + QUALITY + "=" + quality,
                        "set it to none, phred33 or phred64");
        };
    }

    private FrameReader.FirstRow firstRow() {
        String header = data.options().getOrDefault(HEADER, "true");
        return switch (header) {
            case "true" -> FrameReader.FirstRow.NAMES;
            case "false" -> FrameReader.FirstRow.STEP;
            default ->
                throw new UsageException(
                        "value not understood: " + Keys.OPTIONS + HEADER + "=" + header, "set it to true or false");
        };
    }

    private static char letter(String key, String given, char fallback) {
        if (given.length() > 1) {
            throw new UsageException("value not understood: " + key + "=" + given, "set it to one character");
        }
        return given.isEmpty() ? fallback : given.charAt(0);
    }

    private Separator separator(Separator fallback) {
        return switch (labels.separator()) {
            case "" -> fallback;
            case "tab" -> Separator.TAB;
            case "white-space" -> Separator.WHITE_SPACE;
            default -> new Separator(labels.separator());
        };
    }

    private int column(String key, String given, int fallback) {
        if (given.isEmpty()) {
            return fallback;
        }
        try {
            return Integer.parseInt(given);
        } catch (NumberFormatException e) {
            throw new UsageException(
                    "column has no number: " + key + "=" + given,
                    "columns of data.format=" + data.format() + " are counted from 1");
        }
    }
}
