package dev.unroll.data.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a BED file. A row of twelve columns gives an {@code exon} for each of its blocks, and a {@code CDS} with its phase
 * for what of it lies in the thick part; any other row one feature of type {@code region}, under the name of its fourth column.
 */
final class BedRows {
    /*
     * Not htsjdk's decoder: it takes a name with a space in it for two columns, forgets strand and blocks of a row whose score
     * is a full stop, does not tell where blocks are, and looks colours up in java.awt and in a map that threads must not share.
     */
    private static final int THICK_START = 6;
    private static final int THICK_END = 7;
    private static final int BLOCKS = 9;
    private static final int SIZES = 10;
    private static final int STARTS = 11;
    private static final int ALL = 12;

    private final Annotations.Sink sink;
    private final Lines lines;

    BedRows(Input file, Annotations.Sink sink) {
        this.sink = sink;
        this.lines = new Lines(file, new Characters(file));
    }

    void read() throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank() && !isHeader(line)) {
                try {
                    for (Feature feature : features(line)) {
                        sink.feature(feature);
                    }
                } catch (BadRecord e) {
                    sink.rejected(e.at(lines.place(), line));
                }
            }
        }
    }

    private static boolean isHeader(String line) {
        String first = Separator.WHITE_SPACE.split(line).get(0);
        return line.charAt(0) == '#' || first.equals("track") || first.equals("browser");
    }

    private List<Feature> features(String line) throws BadRecord {
        Separator separator = line.indexOf('\t') < 0 ? Separator.WHITE_SPACE : Separator.TAB;
        List<String> row = separator.split(line);
        if (row.size() < 3) {
            throw new BadRecord("columns are fewer than three: columns=" + row.size());
        }
        Region region = new Region(row.get(0), Decimal.position(row, 1), Decimal.position(row, 2));
        if (region.end() <= region.start()) {
            throw new BadRecord("start and end do not fit: start=" + region.start() + " end=" + region.end());
        }
        Strand strand = row.size() > 5 ? Strand.of(row.get(5)) : Strand.NONE;
        String name = row.size() > 3 ? row.get(3) : "";
        Feature whole = new Feature(lines.place(), region, strand, "region", -1, name);
        return row.size() < ALL ? List.of(whole) : blocks(whole, row);
    }

    private static List<Feature> blocks(Feature whole, List<String> row) throws BadRecord {
        long start = whole.region().start();
        long thickStart = Decimal.position(row, THICK_START);
        long thickEnd = Decimal.position(row, THICK_END);
        List<Region> blocks = new ArrayList<>();
        long[] sizes = numbers(row, SIZES);
        long[] starts = numbers(row, STARTS);
        for (int i = 0; i < sizes.length; i++) {
            Region block = new Region(whole.region().contig(), start + starts[i], start + starts[i] + sizes[i]);
            long before = i == 0 ? start : blocks.get(i - 1).end();
            if (sizes[i] == 0
                    || block.start() < before
                    || block.end() > whole.region().end()) {
                throw new BadRecord(
                        "blocks do not fit: block=" + (i + 1) + " start=" + starts[i] + " size=" + sizes[i]);
            }
            blocks.add(block);
        }
        List<Feature> features = new ArrayList<>();
        for (Region block : blocks) {
            features.add(new Feature(whole.place(), block, whole.strand(), "exon", -1, whole.name()));
        }
        features.addAll(coding(whole, blocks, thickStart, thickEnd));
        return features;
    }

    /** What of the blocks is coding; codons go on from one to the next in the order of the strand. */
    private static List<Feature> coding(Feature whole, List<Region> blocks, long thickStart, long thickEnd) {
        List<Feature> features = new ArrayList<>();
        long coded = 0;
        for (int i = 0; i < blocks.size(); i++) {
            Region block = blocks.get(whole.strand() == Strand.MINUS ? blocks.size() - 1 - i : i);
            long from = Math.max(block.start(), thickStart);
            long to = Math.min(block.end(), thickEnd);
            if (from < to) {
                int phase = (int) ((3 - coded % 3) % 3);
                features.add(new Feature(
                        whole.place(),
                        new Region(block.contig(), from, to),
                        whole.strand(),
                        Feature.CODING,
                        phase,
                        whole.name()));
                coded += to - from;
            }
        }
        return features;
    }

    /** As many numbers as there are blocks, with commas between and perhaps one behind. */
    private static long[] numbers(List<String> row, int column) throws BadRecord {
        String list = row.get(column).endsWith(",")
                ? row.get(column).substring(0, row.get(column).length() - 1)
                : row.get(column);
        List<String> texts = new Separator(",").split(list);
        if (texts.size() != Decimal.position(row, BLOCKS)) {
            throw new BadRecord("blocks are not as many as said: column=" + (column + 1) + " said=" + row.get(BLOCKS)
                    + " found=" + texts.size());
        }
        long[] numbers = new long[texts.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Decimal.position(texts, i);
        }
        return numbers;
    }
}
